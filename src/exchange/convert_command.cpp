#include "exchange/convert.hpp"

#include "config/paths.hpp"
#include "config/shell_words.hpp"
#include "exchange/entry.hpp"
#include "exchange/secret_looks.hpp"
#include "exchange/secret_words.hpp"
#include "units/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace mcpctl {

namespace {

std::string lowercase(std::string text)
{
  for (char& c : text)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

std::vector<std::string> split_at_spaces(const std::string& line)
{
  std::vector<std::string> words;
  for (std::size_t at = line.find_first_not_of(' '); at != std::string::npos;
       at = line.find_first_not_of(' ', at)) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end;
  }
  return words;
}

// "/Applications/My App/server" rather than a program with arguments.
bool is_path_with_spaces(const std::string& line)
{
  const std::vector<std::string> words = split_at_spaces(line);
  return (line.starts_with('/') || line.starts_with('~'))
         && std::none_of(words.begin() + 1, words.end(), [](const std::string& word) {
              return word.starts_with('/') || word.starts_with('-') || word.starts_with('.');
            });
}

// A word behind the program, for a shell.
std::string as_argument(const std::string& word)
{
  constexpr std::string_view program = "x ";
  return join_shell_words({"x", word}).substr(program.size());
}

class CommandConverter
{
public:
  CommandConverter(const ForeignServer& server, const Conversion& conversion)
      : server_(server), conversion_(conversion)
  {
  }

  ConvertedCommand convert()
  {
    if (!take_words())
      return std::move(command_);
    if (const std::optional<ConnectCommand> own_command = connect_command(command_.words)) {
      command_.problem = "mcpctl runs it already, as " + own_command->server;
      return std::move(command_);
    }
    unwrap_windows();
    pass_to_container();
    if (is_script() && !move_secrets_of_script())
      return std::move(command_);
    move_secrets();
    check();
    return std::move(command_);
  }

private:
  bool take_words()
  {
    std::vector<std::string>& words = command_.words;
    words = server_.words;
    if (!words.empty())
      return true;
    const std::string& line = server_.line;
    const bool is_list = conversion_.foreign.format == Format::one_a_line;
    if (!is_list && (line.find(' ') == std::string::npos || is_path_with_spaces(line))) {
      words = {line};
      return true;
    }
    if (!is_list && has_reference(pieces_of(line, conversion_))) {
      words = split_at_spaces(line);
      return true;
    }
    ShellWords split = split_shell_words(line);
    if (split.problem && !split.problem->mended_by_shell) {
      command_.problem = split.problem->message;
      return false;
    }
    if (split.problem) {
      words = {"sh", "-c", line};
      note("the line needs a shell");
    } else {
      words = std::move(split.words);
    }
    if (words.empty())
      command_.problem = "the command names no program";
    return !words.empty();
  }

  // cmd /c npx …
  void unwrap_windows()
  {
    std::vector<std::string>& words = command_.words;
    const std::string program = lowercase(words.front());
    if (words.size() < 3 || (program != "cmd" && program != "cmd.exe")
        || lowercase(words[1]) != "/c")
      return;
    words.erase(words.begin(), words.begin() + 2);
    if (words.size() == 1 && words.front().find(' ') != std::string::npos)
      words = split_at_spaces(words.front() + " ");
    if (words.empty())
      words = {""};
    note(R"(was run by "cmd /c", which only Windows needs)");
  }

  // -e TOKEN=… of docker run: the container gets it from the environment of the command.
  void pass_to_container()
  {
    std::vector<std::string>& words = command_.words;
    const std::string program = base_name(words.front());
    if (program != "docker" && program != "podman")
      return;
    for (std::size_t i = 1; i < words.size(); ++i) {
      const bool is_behind = words[i - 1] == "-e" || words[i - 1] == "--env";
      const std::string prefix = is_behind ? "" : "--env=";
      if (!is_behind && !words[i].starts_with(prefix))
        continue;
      const std::size_t equals = words[i].find('=', prefix.size());
      if (equals == std::string::npos)
        continue;
      const std::string name = words[i].substr(prefix.size(), equals - prefix.size());
      const std::string value = words[i].substr(equals + 1);
      if (!looks_secret(name, value) || !keep_secret(name, value, "stood among the arguments"))
        continue;
      words[i] = prefix + name;
      note(fmt::format("the container gets {} from the environment of {}", name, program));
    }
  }

  // A shell puts the other secrets into their places, so that they stand in no file.
  void move_secrets()
  {
    std::vector<std::string>& words = command_.words;
    const std::vector<std::string> original = words;
    const std::size_t line = is_script() ? 2 : words.size(); // the shell's own business
    std::string script = "exec";
    bool is_needed = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string word = i == line ? "" : secret_for_shell(original, i);
      if (!word.empty()) {
        script += " " + word;
        is_needed = true;
        continue;
      }
      if (i != line)
        words[i] = expanded(words[i]);
      script += " " + as_argument(words[i]);
    }
    if (is_needed)
      words = {"sh", "-c", script};
  }

  // words[at] as a shell reads it from the environment; empty where nothing in it is secret.
  std::string secret_for_shell(const std::vector<std::string>& words, std::size_t at)
  {
    std::optional<SecretWord> found = secret_word(words, at, conversion_.foreign.format);
    if (!found)
      found = asked_for(words[at]);
    if (!found || names_own_variable(found->value))
      return "";
    const std::string name = free_name(found->name, found->value);
    if (!keep_secret(name, found->value, "stood among the arguments"))
      return "";
    tell(fmt::format("{} becomes an argument, which every user of this machine can see; better a "
                     "variable, if the program reads one",
                     name));
    return (found->prefix.empty() ? "" : as_argument(found->prefix)) + "\"$" + name + "\"";
  }

  // A word with what the client asks its user for, as a secret.
  [[nodiscard]] std::optional<SecretWord> asked_for(const std::string& word) const
  {
    for (const Piece& piece : pieces_of(word, conversion_)) {
      if (piece.kind != ReferenceKind::input || !refers_to_secret({piece}, conversion_.foreign))
        continue;
      const std::size_t equals = word.starts_with('-') ? word.find('=') : std::string::npos;
      const std::size_t begin = equals == std::string::npos ? 0 : equals + 1;
      return SecretWord{word.substr(0, begin), variable_name(piece.name), word.substr(begin)};
    }
    return std::nullopt;
  }

  // sh -c …
  [[nodiscard]] bool is_script() const
  {
    constexpr auto shells = std::to_array<std::string_view>({"sh", "bash", "dash", "zsh"});
    const std::vector<std::string>& words = command_.words;
    return words.size() > 2 && words[1].starts_with('-') && words[1].ends_with('c')
           && std::find(shells.begin(), shells.end(), base_name(words.front())) != shells.end();
  }

  // The shell that is there already takes them from the environment. Quotes that end elsewhere are
  // beyond us.
  bool move_secrets_of_script()
  {
    std::string& line = command_.words[2];
    std::vector<ScriptSecret> secrets = secrets_in_script(line);
    std::reverse(secrets.begin(), secrets.end());
    for (const ScriptSecret& secret : secrets) {
      const std::string name = free_name(secret.name, secret.value);
      if (secret.value.find_first_of("\"'\\") != std::string::npos
          || !keep_secret(name, secret.value, "stood in the line")) {
        command_.problem = "its line holds a secret that cannot be taken out of it; write it anew";
        return false;
      }
      line.replace(secret.begin, secret.length, "\"$" + name + "\"");
      tell(name + " is taken from the environment by the line");
    }
    return true;
  }

  // The word with what is known of its references; notes what is not.
  std::string expanded(const std::string& word)
  {
    const std::vector<Piece> pieces = pieces_of(word, conversion_);
    if (!has_reference(pieces))
      return text_of(pieces);
    if (names_own_variable(word)) {
      note(fmt::format("{} is passed as it stands: the program itself must know it",
                       redacted("", word)));
      return text_of(pieces);
    }
    const std::optional<std::string> found =
        conversion_.with_secrets ? text_by_environment(pieces, conversion_.surroundings)
                                 : text_by_default(pieces);
    if (found && !looks_secret_value(*found)) {
      note("args had " + redacted("", word));
      return *found;
    }
    tell(fmt::format("{} is passed as it stands: write its value", redacted("", word)));
    return text_of(pieces);
  }

  // Whether it refers to the server's own environment, as programs do that expand by themselves.
  bool names_own_variable(const std::string& text) const
  {
    const std::vector<Piece> pieces = pieces_of(text, conversion_);
    return std::any_of(pieces.begin(), pieces.end(), [this](const Piece& piece) {
      return piece.kind == ReferenceKind::variable && own(piece.name) != nullptr;
    });
  }

  const ForeignVariable* own(const std::string& name) const
  {
    const auto found =
        std::find_if(server_.env.begin(), server_.env.end(),
                     [&name](const ForeignVariable& variable) { return variable.name == name; });
    return found == server_.env.end() ? nullptr : &*found;
  }

  // A name that nothing else has; the same for the same value.
  std::string free_name(const std::string& wanted, const std::string& value) const
  {
    std::string name = wanted;
    for (unsigned number = 2; !is_free(name, value); ++number)
      name = wanted + "_" + std::to_string(number);
    return name;
  }

  bool is_free(const std::string& name, const std::string& value) const
  {
    const auto kept = written_.find(name);
    if (kept != written_.end())
      return kept->second == value;
    const ForeignVariable* variable = own(name);
    return variable == nullptr || (variable->value.text() && *variable->value.text() == value);
  }

  bool keep_secret(const std::string& name, const std::string& value, const std::string& was)
  {
    ConvertedVariable secret = convert_variable({name, {server_.spot, value}}, conversion_);
    if (secret.keeping == Keeping::open)
      return false;
    secret.keeping = Keeping::secret;
    if (secret.note.empty())
      secret.note = was;
    if (written_.emplace(name, value).second && own(name) == nullptr)
      command_.secrets.push_back(std::move(secret));
    return true;
  }

  void check()
  {
    if (command_.words.empty() || command_.words.front().empty())
      command_.problem = "the command names no program";
    for (const std::string& word : command_.words) {
      if (const auto why = why_argument_not_carried(word))
        command_.problem = "an argument " + *why;
    }
  }

  // What the user should act upon is told, too.
  void tell(std::string text)
  {
    if (note(text))
      command_.remarks.push_back(std::move(text));
  }

  // Whether it is new.
  bool note(const std::string& text)
  {
    std::vector<std::string>& notes = command_.notes;
    if (std::find(notes.begin(), notes.end(), text) != notes.end())
      return false;
    notes.push_back(text);
    return true;
  }

  const ForeignServer& server_;
  const Conversion& conversion_;
  ConvertedCommand command_;
  std::map<std::string, std::string> written_; // secrets among the arguments, by name
};

} // namespace

ConvertedCommand convert_command(const ForeignServer& server, const Conversion& conversion)
{
  return CommandConverter(server, conversion).convert();
}

} // namespace mcpctl
