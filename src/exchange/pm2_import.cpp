#include "exchange/pm2_import.hpp"

#include "config/toml_text.hpp"
#include "exchange/pm2_command.hpp"
#include "exchange/pm2_keys.hpp"
#include "exchange/pm2_write.hpp"
#include "exchange/write_toml.hpp"
#include "exchange/write_value.hpp"

#include <fmt/format.h>

namespace mcpctl {

namespace {

void write_left_out(const ForeignServer& app, const std::string& name, const std::string& why,
                    Pm2Import& import)
{
  std::string& toml = import.imported.toml;
  toml += comment_line(name + ": " + why);
  for (const std::string& line : field_lines(app.all))
    toml += comment_line(line);
  import.imported.remarks.push_back(name + ": " + why);
}

bool is_given(const Pm2Server& server, const Pm2Key& key)
{
  return key.always || server.find(key.name) != nullptr;
}

// Keys that only become comments stand behind those that say something.
void write_keys(Pm2Server& server)
{
  for (const Pm2Key& key : pm2_keys()) {
    if (key.write != nullptr && is_given(server, key))
      key.write(server);
  }
  for (const Pm2Key& key : pm2_keys()) {
    if (key.write == nullptr && is_given(server, key))
      server.comment_key(key.name, std::string(key.why));
  }
  for (const Entry& entry : server.unknown()) {
    const Pm2Key* key = find_pm2_key(entry.key);
    const std::string why =
        key == nullptr ? "PM2 knows no such key" : fmt::format("PM2 takes {} instead", key->name);
    server.comment(
        fmt::format("{} = {}: {}", toml_key(entry.key), inline_toml(entry.key, entry.value), why));
  }
  server.write_usual();
}

void write_app(const ForeignServer& app, const std::string& name, Pm2Import& import)
{
  Pm2Server server(app, name, import);
  server.command = pm2_command(server);
  import.imported.toml += "\n";
  if (!server.command.problem.empty()) {
    write_left_out(app, name, server.command.problem, import);
    import.unfilled.error(app.spot, name + ": " + server.command.problem);
    return;
  }
  if (const std::string job = pm2_job(server); !job.empty()) {
    write_left_out(app, name, job, import);
    return;
  }
  import.imported.servers.push_back(name);
  if (app.name != name) {
    import.imported.toml += comment_line("was called " + toml_string(app.name));
    server.remark("was called " + toml_string(app.name));
  }
  import.imported.toml += "[servers." + toml_key(name) + "]\n";
  for (const std::string& note : app.notes)
    server.comment(note);
  write_keys(server);
  import.imported.toml += server.text();
}

// deploy and static.
void write_beside(const Foreign& foreign, Imported& imported)
{
  for (const Entry& entry : foreign.beside) {
    imported.toml += "\n"
                     + comment_line(entry.key == "deploy"
                                        ? "deploy: of PM2's own deployment; not ours"
                                        : "static: PM2 serves these files itself; a web server's "
                                          "work");
    const std::vector<Entry> fields =
        entry.value.table() ? entry.value.table()->entries : std::vector<Entry>{entry};
    for (const std::string& line : field_lines(fields))
      imported.toml += comment_line("  " + line);
    if (entry.key == "static")
      imported.remarks.emplace_back("static: PM2 serves files by itself, mcpctl does not");
  }
}

} // namespace

void import_pm2(Pm2Import& import, const std::function<std::string(const ForeignServer&)>& pick)
{
  import.imported.toml +=
      comment_line("PM2 passed on the environment of the shell that it was called in; here is only "
                   "what stands below.");
  for (const ForeignServer& app : import.foreign.servers)
    write_app(app, pick(app), import);
  write_beside(import.foreign, import.imported);
}

} // namespace mcpctl
