#include "exchange/pm2_command.hpp"

#include "config/paths.hpp"
#include "config/shell_words.hpp"
#include "exchange/pm2_value.hpp"
#include "exchange/write_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace mcpctl {

namespace {

struct Extension
{
  std::string_view extension;
  std::string_view interpreter;
};

// PM2's lib/API/interpreter.json. What is not in it, and no binary, is node's.
constexpr auto extensions = std::to_array<Extension>({
    {".sh", "bash"},
    {".py", "python"},
    {".rb", "ruby"},
    {".php", "php"},
    {".pl", "perl"},
    {".js", "node"},
    {".cjs", "node"},
    {".mjs", "node"},
    {".coffee", "coffee"},
    {".ls", "lsc"},
    {".ts", "bun"},
    {".tsx", "bun"},
});

std::string_view interpreter_by_extension(const std::string& script)
{
  const std::string extension = std::filesystem::path(script).extension();
  for (const Extension& known : extensions) {
    if (known.extension == extension)
      return known.interpreter;
  }
  return "";
}

class CommandOfPm2
{
public:
  explicit CommandOfPm2(Pm2Server& server) : server_(server) {}

  ConvertedCommand convert()
  {
    const Value* script = server_.find_set("script");
    if (script == nullptr || script->text() == nullptr) {
      command_.problem = "it has no script";
      return std::move(command_);
    }
    script_ = *script->text();
    path_ = join_path(server_.folder(), script_);
    if (const Value* args = server_.find("args"))
      args_ = pm2_words(*args);
    if (script_.find(' ') != std::string::npos && !is_there())
      take_line();
    else if (is_program())
      take_program();
    else
      take_script();
    return without_secrets();
  }

private:
  [[nodiscard]] bool is_there() const { return server_.kind(path_) != FileKind::missing; }

  void note(std::string text) { command_.notes.push_back(std::move(text)); }
  void tell(const std::string& text)
  {
    note(text);
    command_.remarks.push_back(text);
  }
  void note_key(std::string_view key, std::string_view why)
  {
    if (const Value* value = server_.find_set(key))
      note(fmt::format("{} = {}: {}", key, inline_toml(key, *value), why));
  }

  // PM2 gives a script with spaces to bash; most lines need none.
  void take_line()
  {
    ShellWords split = split_shell_words(script_);
    if (split.problem || split.words.empty())
      command_.words = {"bash", "-c", script_};
    else
      command_.words = std::move(split.words);
    constexpr std::string_view why = "left out by PM2, too, where script is a command line";
    for (const std::string_view key : {"args", "exec_interpreter", "node_args"})
      note_key(key, why);
  }

  // "npm": no file, but a program.
  [[nodiscard]] bool is_program() const
  {
    const bool is_file = is_there() && server_.kind(path_) != FileKind::directory;
    if (script_.find('/') != std::string::npos || is_file)
      return false;
    const Value* given = server_.find_set("exec_interpreter");
    const bool is_run_by_another = given != nullptr && pm2_text(*given) != "none";
    return find_program(script_)
           || (!is_there() && !is_run_by_another
               && std::filesystem::path(script_).extension().empty());
  }

  // What PM2 runs it by; empty where the program says so itself.
  std::string interpreter_of_program(const std::string& path)
  {
    if (const Value* given = server_.find_set("exec_interpreter")) {
      const std::string interpreter = given_interpreter(pm2_text(*given));
      return interpreter == "none" ? "" : interpreter;
    }
    const Value* words = server_.find_set("node_args");
    const auto& is_binary = server_.machine().is_binary;
    const bool is_text = !path.empty() && !(is_binary && is_binary(path));
    return words != nullptr && is_text && !pm2_words(*words).empty() ? choose_interpreter() : "";
  }

  void take_program()
  {
    const std::string path = find_program(script_).value_or("");
    const std::string interpreter = interpreter_of_program(path);
    if (interpreter.empty()) {
      command_.words = {script_};
      note_key("node_args", "there is no interpreter to give them to");
    } else {
      command_.words = {interpreter};
      add_interpreter_words(interpreter);
      command_.words.push_back(path.empty() ? script_ : path);
    }
    command_.words.insert(command_.words.end(), args_.begin(), args_.end());
    if (script_ == "serve")
      tell("PM2's own server of files is meant, which is not here; the program of that name is "
           "npm's");
  }

  void take_script()
  {
    if (server_.machine().kind && !is_there())
      tell(fmt::format("{} is not there", path_));
    const std::string interpreter = choose_interpreter();
    if (interpreter == "none") {
      const bool is_bare = script_.find('/') == std::string::npos;
      command_.words = {is_bare ? "./" + script_ : script_};
      note_key("node_args", "there is no interpreter to give them to");
      note_key("source_map_support", "nothing is loaded into the program here");
    } else {
      command_.words = {interpreter};
      add_interpreter_words(interpreter);
      command_.words.push_back(script_);
    }
    command_.words.insert(command_.words.end(), args_.begin(), args_.end());
  }

  void add_interpreter_words(const std::string& interpreter)
  {
    std::vector<std::string> words;
    if (const Value* given = server_.find("node_args"))
      words = pm2_words(*given);
    add_source_maps(base_name(interpreter) == "node", words);
    if (interpreter.find("python") != std::string::npos)
      server_.added_variables.push_back(
          {"PYTHONUNBUFFERED", {server_.foreign().spot, std::string("1")}});
    command_.words.insert(command_.words.end(), words.begin(), words.end());
  }

  void add_source_maps(bool is_node, std::vector<std::string>& words)
  {
    constexpr std::string_view option = "--enable-source-maps";
    if (server_.find("source_map_support") == nullptr)
      return;
    if (!is_node || server_.find_switch("source_map_support") != true)
      note("source_map_support: nothing is loaded into the program here");
    else if (std::find(words.begin(), words.end(), option) == words.end()) {
      note("source_map_support: node does it by itself");
      words.emplace_back(option);
    }
  }

  std::string choose_interpreter()
  {
    if (const Value* given = server_.find_set("exec_interpreter"))
      return given_interpreter(pm2_text(*given));
    const std::string_view known = interpreter_by_extension(script_);
    if (known == "python")
      return has("python") ? "python" : "python3";
    if (known == "bun" && !has("bun")) {
      tell("PM2 runs TypeScript by bun, which is not in PATH, or by node from 22.18 on; tsx and "
           "ts-node are other ways");
      return "node";
    }
    if (known == "lsc" || known == "coffee")
      tell(fmt::format("PM2 brought its own {}; here it must be in PATH", known));
    if (!known.empty())
      return std::string(known);
    const auto& is_binary = server_.machine().is_binary;
    return is_binary && is_there() && is_binary(path_) ? "none" : "node";
  }

  std::string given_interpreter(const std::string& given)
  {
    const std::size_t at = given.find("node@");
    if (at == std::string::npos)
      return given;
    const auto& variable = server_.import().options.surroundings.variable;
    const std::optional<std::string> nvm = variable ? variable("NVM_DIR") : std::nullopt;
    const std::string folder = nvm.value_or(server_.import().options.surroundings.home + "/.nvm");
    note(fmt::format("was {}, which PM2 looks for in the folder of nvm", given));
    return fmt::format("{}/versions/node/v{}/bin/node", folder, given.substr(at + 5));
  }

  [[nodiscard]] std::optional<std::string> find_program(const std::string& program) const
  {
    const auto& find = server_.machine().find_program;
    return find ? find(program) : std::nullopt;
  }
  [[nodiscard]] bool has(const std::string& program) const
  {
    return find_program(program).has_value();
  }

  ConvertedCommand without_secrets()
  {
    ForeignServer plain{.name = server_.name(), .spot = server_.foreign().spot};
    plain.words = command_.words;
    if (const Value* env = server_.find("env"); env != nullptr && env->table() != nullptr) {
      for (const Entry& entry : env->table()->entries)
        plain.env.push_back({entry.key, entry.value});
    }
    ConvertedCommand converted = convert_command(plain, server_.conversion());
    converted.notes.insert(converted.notes.begin(), command_.notes.begin(), command_.notes.end());
    converted.remarks.insert(converted.remarks.begin(), command_.remarks.begin(),
                             command_.remarks.end());
    return converted;
  }

  Pm2Server& server_;
  ConvertedCommand command_;
  std::string script_;
  std::string path_; // of the script, absolute
  std::vector<std::string> args_;
};

} // namespace

ConvertedCommand pm2_command(Pm2Server& server)
{
  return CommandOfPm2(server).convert();
}

} // namespace mcpctl
