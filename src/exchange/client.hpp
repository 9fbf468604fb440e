// The programs that export writes for: where each keeps its file, and how a server stands in it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

enum class Syntax { json, toml };

// JSON may hold comments and trailing commas; nothing that export writes has either.
struct ClientProgram
{
  std::string_view name;  // for --for
  std::string_view title; // as its makers write it
  // Where its file may be, the usual place first; "~/" is the home folder, "@/" that of
  // configurations (XDG_CONFIG_HOME).
  std::vector<std::string_view> files;
  Syntax syntax = Syntax::json;
  std::vector<std::string> path; // keys under which its servers stand
  std::string_view newer_key;    // they stand one deeper, below this, where the file has it
  std::vector<std::string> settings_path; // instead of `path`, in a file called settings.json

  std::string_view stdio_type;  // value of "type" of a program; empty: there is no such member
  std::string_view source;      // value of "source" of a program; likewise
  bool one_command = false;     // program and arguments are one array, "command"
  std::string_view url_key;     // of a server that is reached by http; empty: it cannot be
  std::string_view http_type;   // value of its "type"; empty: there is no such member
  std::string_view headers_key; // of its headers
  std::string_view instead;     // where a server that is reached by http is added otherwise
  bool only_words = false;      // names hold nothing but letters, digits, "-" and "_"
};

[[nodiscard]] const std::vector<ClientProgram>& all_clients();
// The client as it is for this file: where its servers stand depends on the file's name.
[[nodiscard]] ClientProgram for_file(ClientProgram client, std::string_view file);
// Nothing if there is none of that name.
[[nodiscard]] const ClientProgram* find_client(std::string_view name);

struct HomeFolders
{
  std::string home;
  std::string config; // XDG_CONFIG_HOME
};

// The client's file: the first that exists, else the first whose folder exists, else the usual
// one.
[[nodiscard]] std::string file_of(const ClientProgram& client, const HomeFolders& folders,
                                  const std::function<bool(const std::string&)>& exists);

} // namespace mcpctl
