#include "exchange/write_toml.hpp"

#include "config/shell_words.hpp"
#include "config/toml_text.hpp"
#include "exchange/secret_looks.hpp"
#include "exchange/write_value.hpp"
#include "model/text.hpp"
#include "units/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

// What a server cannot be started rightly without; of a type that no client takes it is not read.
bool is_of_command(std::string_view key)
{
  constexpr auto keys =
      std::to_array<std::string_view>({"command", "args", "env", "environment", "cwd", "envFile"});
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

class ServerWriter
{
public:
  ServerWriter(const ForeignServer& server, const std::string& name, const Conversion& conversion,
               Imported& imported, Problems& unfilled)
      : server_(server), name_(name), conversion_(conversion), imported_(imported),
        unfilled_(unfilled)
  {
  }

  void write()
  {
    ConvertedCommand command;
    if (server_.has_command())
      command = convert_command(server_, conversion_);
    imported_.toml += "\n";
    if (!server_.has_command() || !command.problem.empty()) {
      write_left_out(command.problem);
      return;
    }
    imported_.servers.push_back(name_);
    write_head();
    write_command(command);
    write_folders();
    if (!server_.enabled) {
      comment("disabled there: it is not started at boot");
      key("enabled", "false");
    }
    write_environment(std::move(command.secrets));
    write_rest();
  }

private:
  void comment(const std::string& text) { imported_.toml += comment_line(text); }
  void key(const std::string& name, const std::string& value)
  {
    imported_.toml += name + " = " + value + "\n";
  }
  void remark(const std::string& text)
  {
    imported_.remarks.push_back(name_ + ": " + harmless(text));
  }
  // Something that the server cannot run without.
  void fill_in(const Spot& spot, const std::string& what, const std::string& why)
  {
    remark(fmt::format("fill in {}: {}", what, why));
    unfilled_.error(spot,
                    harmless(fmt::format("{}: {} has to be filled in: {}", name_, what, why)));
  }

  [[nodiscard]] bool is_list() const { return conversion_.foreign.format == Format::one_a_line; }

  // Where a field stands; the server itself, where it cannot be told.
  [[nodiscard]] Spot spot_of(const std::string& field) const
  {
    const auto entry = std::find_if(server_.all.begin(), server_.all.end(),
                                    [&](const Entry& one) { return one.key == field; });
    return entry == server_.all.end() ? server_.spot : entry->value.spot;
  }

  // Whose server it is, and what it was called.
  void write_origin()
  {
    if (!server_.project.empty())
      comment("of the project " + server_.project);
    if (server_.name == name_)
      return;
    comment("was called " + toml_string(server_.name));
    remark("was called " + toml_string(server_.name));
  }

  void write_left_out(const std::string& problem)
  {
    const std::string why = !problem.empty() ? problem
                            : server_.is_remote
                                ? "remote: it needs no unit, and stays with the clients"
                                : "it has no command: the client runs it by itself";
    comment(name_ + ": " + why);
    remark(why);
    write_origin();
    for (const std::string& line : field_lines(server_.all))
      comment(line);
  }

  void write_head()
  {
    write_origin();
    imported_.toml += "[servers." + toml_key(name_) + "]\n";
    const std::string description = redacted("", server_.description);
    if (!description.empty() && !why_description_not_carried(description))
      key("description", toml_string(description));
    else if (!description.empty())
      comment("description = " + toml_string(description));
    if (!is_list())
      key("type", "\"stdio\"");
  }

  void write_command(const ConvertedCommand& command)
  {
    for (const std::string& note : command.notes)
      comment(note);
    for (const std::string& text : command.remarks)
      remark(text);
    if (is_list() && command.notes.empty()) {
      key("command", toml_string(server_.line));
      return;
    }
    imported_.toml += command_lines(command.words);
  }

  void write_folders()
  {
    const std::string& workspace = conversion_.surroundings.workspace;
    const std::string base = workspace.empty() ? conversion_.surroundings.home : workspace;
    if (!server_.cwd.empty())
      write_path("cwd", convert_path(server_.cwd, base, conversion_), false);
    else if (!workspace.empty() && !is_list())
      write_path("cwd", convert_path(workspace, base, conversion_), false);
    for (const std::string& file : server_.env_files)
      write_path("env_file", convert_path(file, base, conversion_), true);
  }

  void write_path(const std::string& name, const ConvertedPath& path, bool is_array)
  {
    const std::string value = is_array ? toml_array({path.path}) : toml_string(path.path);
    if (path.note.empty()) {
      key(name, value);
      return;
    }
    comment(fmt::format("{} = {}: fill in, it {}", name, value, path.note));
    fill_in(spot_of(name), "its " + name, "it " + path.note);
  }

  void write_environment(std::vector<ConvertedVariable> secrets)
  {
    std::vector<ConvertedVariable> variables;
    for (const ForeignVariable& variable : server_.env)
      variables.push_back(convert_variable(variable, conversion_));
    for (const ConvertedVariable& variable : variables) {
      if (variable.keeping == Keeping::secret)
        secrets.push_back(variable);
    }
    write_secrets(secrets);
    for (const ConvertedVariable& variable : variables) {
      if (variable.keeping == Keeping::plain)
        write_plain(variable);
      else if (variable.keeping == Keeping::open)
        write_open(variable);
    }
  }

  void write_secrets(const std::vector<ConvertedVariable>& secrets)
  {
    if (secrets.empty())
      return;
    std::vector<std::string> names;
    for (const ConvertedVariable& secret : secrets) {
      names.push_back(secret.name);
      const std::string note = secret.note.empty() ? "" : "   (" + secret.note + ")";
      comment(fmt::format("mcpctl secret set {} {}{}", name_, secret.name, note));
      imported_.secrets.push_back({name_, secret.name, secret.value});
    }
    key("secrets", toml_array(names));
  }

  void write_plain(const ConvertedVariable& variable)
  {
    if (!variable.note.empty())
      comment(variable.note);
    key("env." + toml_key(variable.name), toml_string(variable.value));
  }

  void write_open(const ConvertedVariable& variable)
  {
    comment(fmt::format("fill in: env.{} = \"\", {}", toml_key(variable.name), variable.note));
    const auto given =
        std::find_if(server_.env.begin(), server_.env.end(),
                     [&](const ForeignVariable& one) { return one.name == variable.name; });
    fill_in(given == server_.env.end() ? server_.spot : given->value.spot,
            "env." + toml_key(variable.name), variable.note);
  }

  void write_rest()
  {
    if (server_.rest.empty())
      return;
    for (const Entry& entry : server_.rest) {
      if (is_of_command(entry.key))
        fill_in(entry.value.spot, "its " + entry.key, "it is not of the type that clients take");
    }
    comment(is_list() ? "not known here:" : "what only the client knows:");
    for (const std::string& line : field_lines(server_.rest))
      comment("  " + line);
  }

  const ForeignServer& server_;
  const std::string& name_;
  const Conversion& conversion_;
  Imported& imported_;
  Problems& unfilled_;
};

} // namespace

std::string comment_line(const std::string& text)
{
  return "# " + harmless(text) + "\n";
}

// A string alone would be split into words, an array never.
std::string command_lines(const std::vector<std::string>& words)
{
  const bool is_plain = join_shell_words({words.front()}) == words.front();
  if (words.size() == 1 && !is_plain)
    return "command = " + toml_array(words) + "\n";
  std::string lines = "command = " + toml_string(words.front()) + "\n";
  if (words.size() > 1)
    lines += "args = " + toml_array({words.begin() + 1, words.end()}) + "\n";
  return lines;
}

void write_server(const ForeignServer& server, const std::string& name,
                  const Conversion& conversion, Imported& imported, Problems& unfilled)
{
  ServerWriter(server, name, conversion, imported, unfilled).write();
}

} // namespace mcpctl
