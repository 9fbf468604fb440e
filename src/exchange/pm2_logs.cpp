// The keys of PM2 about logs: to the journal, unless the files are to stay.
#include "exchange/pm2_server.hpp"
#include "exchange/pm2_value.hpp"
#include "exchange/pm2_write.hpp"

#include "config/paths.hpp"
#include "config/toml_text.hpp"
#include "model/date_format.hpp"
#include "units/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mcpctl {

namespace {

constexpr std::string_view time_format = "YYYY-MM-DDTHH:mm:ss";

bool is_null(const Value* file)
{
  return file != nullptr && file->text() != nullptr
         && (*file->text() == "/dev/null" || *file->text() == "NULL");
}

// "/dev/stdout" and "/proc/1/fd/1" are what the journal is here.
bool is_stream(const std::string& path)
{
  return path.starts_with("/dev/") || path.starts_with("/proc/");
}

// Whether no other server has the file; it is this one's then.
bool take_file(Pm2Server& server, const std::string& path)
{
  std::vector<std::string>& taken = server.import().log_files;
  if (std::find(taken.begin(), taken.end(), path) != taken.end())
    return false;
  taken.push_back(path);
  return true;
}

void write_file(Pm2Server& server, std::string_view theirs, const std::string& ours,
                const std::string& path)
{
  if (const auto why = why_log_file_not_carried(path))
    server.warn(fmt::format("{}: {} is not possible here: it {}", theirs, path, *why));
  else
    server.key(ours, toml_string(path));
}

class LogWriter
{
public:
  explicit LogWriter(Pm2Server& server)
      : server_(server), keeps_(server.import().options.keep_log_files)
  {
  }

  void write()
  {
    if (server_.find_switch("disable_logs") == true) {
      server_.key("stdout", "\"null\"", "disable_logs = true");
      server_.key("stderr", "\"null\"");
      for (const std::string_view key : {"out_file", "error_file", "log_file"})
        comment_file(key, "nothing is written");
    } else {
      server_.as_usual("disable_logs");
      const std::string combined = file_of("log_file");
      write_stream("out_file", "stdout", combined);
      write_stream("error_file", "stderr", combined);
      write_combined(combined);
    }
    write_merge();
    write_dates();
    if (server_.find("log_type") != nullptr)
      server_.comment_key("log_type", "`mcpctl logs -o json` makes JSON of all lines");
  }

private:
  void comment_file(std::string_view key, const std::string& why)
  {
    if (server_.find(key) != nullptr)
      server_.comment_key(key, why);
  }

  // Absolute; empty where the key names no file.
  [[nodiscard]] std::string file_of(std::string_view key) const
  {
    const Value* value = server_.find_set(key);
    if (value == nullptr || value->text() == nullptr || is_null(value))
      return "";
    return join_path(server_.folder(),
                     expand_home(*value->text(), server_.import().options.surroundings.home));
  }

  // A file for both streams, which gets the lines also where the streams' own files are /dev/null.
  [[nodiscard]] bool has_combined() const
  {
    const Value* value = server_.find_set("log_file");
    return value != nullptr && !is_null(value);
  }

  void write_stream(std::string_view theirs, const std::string& ours, const std::string& combined)
  {
    const std::string own = file_of(theirs);
    const std::string& file = own.empty() ? combined : own;
    if (is_null(server_.find(theirs)) && !has_combined()) {
      server_.key(ours, "\"null\"");
    } else if (!keeps_ || is_stream(file) || file.empty()) {
      comment_file(theirs, fmt::format("the journal has it: mcpctl logs {}", server_.name()));
    } else if (file == own_file_ || take_file(server_, file)) {
      own_file_ = file;
      write_file(server_, theirs, ours, file);
    } else {
      server_.warn(fmt::format("{} = {}: another server writes there; the journal has it", theirs,
                               toml_string(file)));
    }
  }

  void write_combined(const std::string& combined)
  {
    const Value* value = server_.find("log_file");
    if (value == nullptr)
      return;
    if (combined.empty() || is_stream(combined) || !keeps_)
      server_.comment_key(
          "log_file", fmt::format("`mcpctl logs {}` shows both streams together", server_.name()));
    else if (!file_of("out_file").empty() || !file_of("error_file").empty())
      server_.comment_key("log_file", "no second copy of the lines is written");
  }

  void write_merge()
  {
    if (server_.find("merge_logs") == nullptr)
      return;
    if (server_.instances == 0)
      server_.as_usual("merge_logs");
    else if (keeps_)
      server_.comment_key("merge_logs", "each instance has a file of its own, with its number");
    else
      server_.comment_key("merge_logs", fmt::format("`mcpctl logs {}` shows all instances, `mcpctl "
                                                    "logs {}:1` the first",
                                                    server_.name(), server_.name()));
  }

  void write_dates()
  {
    const Value* format = server_.find_set("log_date_format");
    const bool is_timed = server_.find_switch("time") == true;
    if (server_.find("time") != nullptr && !is_timed)
      server_.as_usual("time");
    if (format == nullptr && !is_timed)
      return;
    const std::string text = is_timed ? std::string(time_format) : pm2_text(*format);
    if (!DateFormat::parse(text).ok()) {
      server_.not_understood("log_date_format");
      return;
    }
    const std::string why = is_timed && format == nullptr ? "time = true" : "";
    server_.key("log_date_format", toml_string(text),
                keeps_ ? why + (why.empty() ? "" : "; ") + "for `mcpctl logs`: files have no time"
                       : why);
    if (is_timed && format != nullptr)
      server_.comment_key("log_date_format", "`time` counts for PM2, too");
  }

  Pm2Server& server_;
  bool keeps_;
  std::string own_file_;
};

} // namespace

void write_pm2_logs(Pm2Server& server)
{
  LogWriter(server).write();
}

} // namespace mcpctl
