#include "exchange/pm2_server.hpp"

#include "config/paths.hpp"
#include "exchange/pm2_keys.hpp"
#include "exchange/pm2_value.hpp"
#include "exchange/write_toml.hpp"
#include "exchange/write_value.hpp"
#include "model/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mcpctl {

Pm2Server::Pm2Server(const ForeignServer& server, std::string name, Pm2Import& import)
    : server_(server), name_(std::move(name)), import_(import)
{
  sort_keys();
  folder_ = choose_folder();
}

// Of the names of a key its own counts before its aliases, else the first that has a value.
void Pm2Server::sort_keys()
{
  std::vector<Entry> entries = server_.all;
  if (import_.options.keep_log_files) // what PM2 has without a word
    entries.insert(entries.end(), server_.rest.begin(), server_.rest.end());
  std::stable_partition(entries.begin(), entries.end(), [](const Entry& entry) {
    const Pm2Key* key = find_pm2_key(entry.key);
    return key != nullptr && key->name == entry.key;
  });
  for (const Entry& entry : entries) {
    const Pm2Key* key = find_pm2_key(entry.key);
    if (key == nullptr) {
      const std::string_view profile = pm2_profile(entry.key);
      std::vector<Entry>& where = profile.empty() ? unknown_ : profiles_;
      where.push_back(entry);
      if (!profile.empty())
        where.back().key = profile;
      continue;
    }
    const auto known = std::find_if(known_.begin(), known_.end(),
                                    [key](const Entry& one) { return one.key == key->name; });
    Entry renamed = entry;
    renamed.key = key->name;
    if (known == known_.end())
      known_.push_back(std::move(renamed));
    else if (is_nothing(known->value))
      *known = std::move(renamed);
    else
      unknown_.push_back(entry);
  }
}

// PM2 means the folder that it is called in: mostly the file's own, else the one where the script
// is found.
std::string Pm2Server::choose_folder() const
{
  const Value* cwd = find_set("cwd");
  const Value* script = find_set("script");
  const std::string text = cwd == nullptr ? "" : pm2_text(*cwd);
  const std::string wanted = expand_home(text, import_.options.surroundings.home);
  const std::string of_file = join_path(import_.file_folder, wanted);
  const std::string of_caller = join_path(machine().folder, wanted);
  if (script == nullptr || import_.file_folder.empty())
    return import_.file_folder.empty() ? of_caller : of_file;
  const auto has_script = [&](const std::string& folder) {
    return kind(join_path(folder, pm2_text(*script))) != FileKind::missing;
  };
  return !has_script(of_file) && !machine().folder.empty() && has_script(of_caller) ? of_caller
                                                                                    : of_file;
}

const Value* Pm2Server::find(std::string_view key) const
{
  const auto known = std::find_if(known_.begin(), known_.end(),
                                  [key](const Entry& entry) { return entry.key == key; });
  return known == known_.end() ? nullptr : &known->value;
}

const Value* Pm2Server::find_set(std::string_view key) const
{
  const Value* value = find(key);
  return value == nullptr || is_nothing(*value) ? nullptr : value;
}

std::optional<bool> Pm2Server::find_switch(std::string_view key) const
{
  const Value* value = find(key);
  return value == nullptr ? std::nullopt : pm2_switch(*value);
}

void Pm2Server::comment(const std::string& text)
{
  lines_ += comment_line(text);
}

void Pm2Server::key(const std::string& name, const std::string& toml, const std::string& comment)
{
  if (!comment.empty())
    lines_ += comment_line(comment);
  lines_ += name + " = " + toml + "\n";
}

void Pm2Server::comment_key(std::string_view key, const std::string& why)
{
  const Value* value = find(key);
  const std::string shown = value == nullptr ? "" : " = " + inline_toml(key, *value);
  comment(fmt::format("{}{}: {}", key, shown, why));
}

void Pm2Server::not_understood(std::string_view key)
{
  comment_key(key, "PM2 takes no such value; left out");
  remark(fmt::format("{} has a value that PM2 does not take; left out", key));
}

void Pm2Server::as_usual(std::string_view key)
{
  if (const Value* value = find(key))
    usual_.push_back(fmt::format("{} = {}", key, inline_toml(key, *value)));
}

void Pm2Server::write_usual()
{
  std::string all;
  for (const std::string& text : usual_)
    all += (all.empty() ? "" : ", ") + text;
  if (!all.empty())
    comment("as here without a word: " + all);
}

void Pm2Server::remark(const std::string& text)
{
  import_.imported.remarks.push_back(name_ + ": " + harmless(text));
}

void Pm2Server::warn(const std::string& text)
{
  comment(text);
  remark(text);
}

void Pm2Server::fill_in(std::string_view key, const std::string& what, const std::string& why)
{
  const Value* value = find(key);
  comment(fmt::format("fill in {}: {}", what, why));
  remark(fmt::format("fill in {}: {}", what, why));
  import_.unfilled.error(value == nullptr ? server_.spot : value->spot,
                         harmless(fmt::format("{}: {} has to be filled in: {}", name_, what, why)));
}

void Pm2Server::remember_secret(const ConvertedVariable& secret)
{
  std::vector<ImportedSecret>& secrets = import_.imported.secrets;
  const bool is_known = std::any_of(secrets.begin(), secrets.end(), [&](const ImportedSecret& one) {
    return one.server == name_ && one.key == secret.name;
  });
  if (!is_known)
    secrets.push_back({name_, secret.name, secret.value});
}

Conversion Pm2Server::conversion() const
{
  return {import_.foreign, import_.options.surroundings, import_.options.with_secrets};
}

FileKind Pm2Server::kind(const std::string& path) const
{
  return machine().kind && path.starts_with('/') ? machine().kind(path) : FileKind::missing;
}

} // namespace mcpctl
