// env, env_NAME and port of PM2: variables, secrets and profiles of ours.
#include "exchange/pm2_server.hpp"
#include "exchange/pm2_value.hpp"
#include "exchange/pm2_write.hpp"

#include "config/toml_text.hpp"
#include "exchange/write_toml.hpp"
#include "exchange/write_value.hpp"
#include "model/name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace mcpctl {

namespace {

struct Variables
{
  std::string profile; // empty: what holds without one
  std::vector<ConvertedVariable> all;
  std::optional<unsigned> port;
  std::vector<std::string> comments;

  [[nodiscard]] const ConvertedVariable* find(const std::string& name) const
  {
    const auto found = std::find_if(all.begin(), all.end(), [&](const ConvertedVariable& variable) {
      return variable.name == name;
    });
    return found == all.end() ? nullptr : &*found;
  }
};

std::optional<unsigned> port_of(const std::string& text)
{
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port < 1 || port > 65535)
    return std::nullopt;
  return port;
}

class EnvironmentWriter
{
public:
  explicit EnvironmentWriter(Pm2Server& server) : server_(server) {}

  void write()
  {
    read_base();
    for (const Entry& profile : server_.profiles())
      read_profile(profile);
    for (const Variables& variables : profiles_)
      find_secrets(variables);
    find_secrets(base_);
    write_base();
    for (const Variables& variables : profiles_)
      write_profile(variables);
  }

private:
  void read_base()
  {
    read_table("env", server_.find("env"), base_);
    for (const ForeignVariable& added : server_.added_variables) {
      if (base_.find(added.name) == nullptr) {
        base_.all.push_back(convert_variable(added, server_.conversion()));
        base_.all.back().note = "as PM2 sets it";
      }
    }
    const Value* port = server_.find_set("port");
    if (port == nullptr) {
      take_port(base_);
      return;
    }
    if (const ConvertedVariable* other = base_.find("PORT"))
      base_.comments.push_back(
          fmt::format("env.PORT = {}: `port` counts for PM2, too", toml_string(other->value)));
    std::erase_if(base_.all, [](const ConvertedVariable& one) { return one.name == "PORT"; });
    base_.port = port_of(pm2_text(*port));
    if (base_.port)
      keep_port_apart(base_);
    else
      server_.not_understood("port");
  }

  void read_profile(const Entry& entry)
  {
    const std::string key = "env_" + entry.key;
    if (entry.value.table() == nullptr) {
      const bool is_file = entry.key == "file" && entry.value.text() != nullptr;
      const std::string why =
          is_file ? "PM2 does not read it; env_file = [\"…\"] does here" : "no table of variables";
      server_.comment(fmt::format("{} = {}: {}", key, inline_toml(key, entry.value), why));
      return;
    }
    if (entry.key == "none" || !ServerName::parse(entry.key).ok()) {
      server_.warn(fmt::format("{}: {} is no name for a profile; write its variables under another",
                               key, toml_string(entry.key)));
      server_.comment(key + " = " + inline_toml(key, entry.value));
      return;
    }
    Variables variables{.profile = entry.key};
    read_table(key, &entry.value, variables);
    read_deployment(variables);
    take_port(variables);
    profiles_.push_back(std::move(variables));
  }

  // What deploy.NAME.env has besides, which PM2 takes for the same profile.
  void read_deployment(Variables& variables)
  {
    for (const Entry& beside : server_.import().foreign.beside) {
      const Table* deploy = beside.key == "deploy" ? beside.value.table() : nullptr;
      const Entry* target = deploy == nullptr ? nullptr : deploy->find(variables.profile);
      const Table* table = target == nullptr ? nullptr : target->value.table();
      const Entry* env = table == nullptr ? nullptr : table->find("env");
      Variables more;
      if (env != nullptr)
        read_table("deploy." + variables.profile + ".env", &env->value, more);
      for (ConvertedVariable& variable : more.all) {
        if (base_.find(variable.name) == nullptr && variables.find(variable.name) == nullptr)
          variables.all.push_back(std::move(variable));
      }
    }
  }

  void read_table(const std::string& key, const Value* value, Variables& variables)
  {
    if (value == nullptr)
      return;
    const Table* table = value->table();
    if (table == nullptr) {
      server_.comment(fmt::format("{} = {}: no table of variables", key, inline_toml(key, *value)));
      return;
    }
    for (const Entry& entry : table->entries) {
      if (std::holds_alternative<Null>(entry.value.data)) {
        variables.comments.push_back(fmt::format("{}.{} = null: not set", key, entry.key));
        continue;
      }
      const Value text{entry.value.spot, pm2_text(entry.value)};
      variables.all.push_back(convert_variable({entry.key, text}, server_.conversion()));
    }
  }

  // PORT is a port of ours, where it is one and no other server has it.
  void take_port(Variables& variables)
  {
    const ConvertedVariable* variable = variables.find("PORT");
    const std::optional<unsigned> port =
        variable == nullptr ? std::nullopt : port_of(variable->value);
    if (!port)
      return;
    variables.port = port;
    keep_port_apart(variables);
    if (variables.port)
      std::erase_if(variables.all, [](const ConvertedVariable& one) { return one.name == "PORT"; });
  }

  // With the same port PM2 has one of them fail, too, or one does not listen. Where only the ports
  // of instances meet, which PM2 let listen on one, a choice is to be made: check refuses both.
  void keep_port_apart(Variables& variables)
  {
    const Pm2Ports::Taken wanted{server_.name(), variables.profile, *variables.port,
                                 std::max(server_.instances, 1U)};
    const std::optional<Pm2Ports::Taken> other = server_.import().ports.take(wanted);
    const bool is_too_high = wanted.first + wanted.count > 65536;
    if (!other && !is_too_high)
      return;
    if (!is_too_high && other->first != wanted.first) {
      const std::string text = choice_of_port(wanted, *other);
      variables.comments.push_back(text);
      server_.remark(text);
      return;
    }
    variables.comments.push_back(fmt::format(
        "port = {}: {}; PORT is a variable like others", wanted.first,
        is_too_high ? "too high for so many instances" : other->server + " has it already"));
    if (variables.find("PORT") == nullptr)
      variables.all.push_back({Keeping::plain, "PORT", std::to_string(wanted.first), ""});
    variables.port.reset();
  }

  [[nodiscard]] std::string choice_of_port(const Pm2Ports::Taken& wanted,
                                           const Pm2Ports::Taken& other)
  {
    const auto ports = [](const Pm2Ports::Taken& taken) {
      return taken.count == 1 ? fmt::format("{}", taken.first)
                              : fmt::format("{} to {} (one for each instance)", taken.first,
                                            taken.first + taken.count - 1);
    };
    const unsigned free = server_.import().ports.next_free(wanted);
    return fmt::format("its port {} meets {}'s {}: choose another for one of them{}", ports(wanted),
                       other.server, ports(other),
                       free == 0 ? "" : fmt::format(", such as {} for {}", free, wanted.server));
  }

  void find_secrets(const Variables& variables)
  {
    for (const ConvertedVariable& variable : variables.all) {
      if (variable.keeping == Keeping::secret)
        secrets_.insert(variable.name);
    }
  }

  [[nodiscard]] bool is_secret(const ConvertedVariable& variable) const
  {
    return secrets_.contains(variable.name) && variable.keeping != Keeping::open;
  }

  void write_base()
  {
    if (base_.port)
      server_.key("port", std::to_string(*base_.port));
    else if (server_.instances > 0)
      server_.warn("no port is given: write `port`, and let the program listen on PORT");
    for (const std::string& text : base_.comments)
      server_.comment(text);
    std::vector<ConvertedVariable> secrets = server_.command.secrets;
    for (const ConvertedVariable& variable : base_.all) {
      if (is_secret(variable) && variable.value.empty() && variable.note.empty())
        server_.comment(variable.name + " was empty, and is a secret in a profile");
      else if (is_secret(variable))
        secrets.push_back(variable);
    }
    write_secrets(secrets);
    for (const ConvertedVariable& variable : base_.all)
      write_variable(variable);
  }

  void write_secrets(const std::vector<ConvertedVariable>& secrets)
  {
    for (const ConvertedVariable& secret : secrets) {
      secret_names_.push_back(secret.name);
      server_.comment(fmt::format("mcpctl secret set {} {}{}", server_.name(), secret.name,
                                  secret.note.empty() ? "" : "   (" + secret.note + ")"));
      server_.remember_secret(secret);
    }
    if (!secrets.empty())
      server_.key("secrets", toml_array(secret_names_));
  }

  void write_variable(const ConvertedVariable& variable)
  {
    const std::string name = "env." + toml_key(variable.name);
    if (variable.keeping == Keeping::open)
      server_.fill_in("env", name, variable.note);
    else if (!is_secret(variable))
      server_.key(name, toml_string(variable.value), variable.note);
  }

  void write_profile(const Variables& variables)
  {
    std::string text = fmt::format("\n[servers.{}.profiles.{}]\n", toml_key(server_.name()),
                                   toml_key(variables.profile));
    if (variables.port)
      text += fmt::format("port = {}\n", *variables.port);
    for (const std::string& line : variables.comments)
      text += comment_line(line);
    text += profile_secrets(variables);
    for (const ConvertedVariable& variable : variables.all) {
      const std::string name = "env." + toml_key(variable.name);
      if (variable.keeping == Keeping::open)
        text += comment_line(fmt::format("fill in {}: {}", name, variable.note));
      else if (!is_secret(variable))
        text += name + " = " + toml_string(variable.value) + "\n";
    }
    server_.table_lines(text);
  }

  // The value of a secret that is kept already, for no profile or for another one; null if none is.
  [[nodiscard]] const std::string* kept_value(const std::string& name) const
  {
    if (const auto kept = kept_.find(name); kept != kept_.end())
      return &kept->second;
    const ConvertedVariable* usual = base_.find(name);
    return usual != nullptr && !usual->value.empty() ? &usual->value : nullptr;
  }

  // A server has one value for a secret, whatever the profile. Another one comes from a file that
  // is not there yet: without it the profile is refused, rather than run with the wrong value.
  std::string profile_secrets(const Variables& variables)
  {
    std::string text;
    std::string others;
    std::vector<std::string> names = secret_names_;
    for (const ConvertedVariable& variable : variables.all) {
      if (!is_secret(variable))
        continue;
      const std::string* kept = kept_value(variable.name);
      const auto at = std::find(names.begin(), names.end(), variable.name);
      if (kept != nullptr && *kept != variable.value) {
        others += (others.empty() ? "" : ", ") + variable.name;
        if (at != names.end())
          names.erase(at);
        continue;
      }
      if (at == names.end())
        names.push_back(variable.name);
      if (kept == nullptr) {
        kept_[variable.name] = variable.value;
        server_.remember_secret(variable);
        text += comment_line(fmt::format("mcpctl secret set {} {}", server_.name(), variable.name));
      }
    }
    if (names != secret_names_)
      text += "secrets = " + toml_array(names) + "\n";
    return others.empty() ? text : text + file_of_others(variables.profile, others);
  }

  std::string file_of_others(const std::string& profile, const std::string& names)
  {
    const std::string file = fmt::format("{}.{}.env", server_.name(), profile);
    const std::string what =
        fmt::format("{} has another value under this profile, and a secret is kept once: write it "
                    "as NAME=value into {} beside this file, of mode 0600",
                    names, file);
    server_.remark(
        fmt::format("the profile {} is refused until {} is there: {}", profile, file, what));
    return comment_line(what) + "env_file = " + toml_array({file}) + "\n";
  }

  Pm2Server& server_;
  Variables base_;
  std::vector<Variables> profiles_;
  std::set<std::string> secrets_;         // that are one in any of them
  std::vector<std::string> secret_names_; // that hold without a profile
  std::map<std::string, std::string> kept_;
};

} // namespace

void write_pm2_environment(Pm2Server& server)
{
  EnvironmentWriter(server).write();
}

} // namespace mcpctl
