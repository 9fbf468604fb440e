#include "model/text.hpp"
#include "report/duration.hpp"
#include "report/log_view.hpp"

#include <nlohmann/json.hpp>

namespace mcpctl {

namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text)
{
  return text.empty() ? Json() : Json(text);
}

Json word_for(LogStream stream)
{
  if (stream == LogStream::unknown)
    return {};
  return stream == LogStream::out ? "stdout" : "stderr";
}

} // namespace

std::string format_json_line(const LogLine& line)
{
  const bool of_journal = line.file.empty();
  const Json object = {
      {"time", line.at == RealTime{} ? Json() : Json(format_rfc3339_usec(line.at))},
      {"server", line.id ? Json(line.id->server.str()) : Json()},
      {"instance", line.id && line.id->index ? Json(*line.id->index) : Json()},
      {"unit", or_null(line.unit)},
      {"file", or_null(line.file)},
      {"stream", word_for(line.stream)},
      {"from_systemd", line.from_systemd},
      {"priority", of_journal ? Json(line.priority) : Json()},
      {"pid", line.pid > 0 ? Json(line.pid) : Json()},
      {"invocation_id", or_null(line.invocation_id)},
      {"dropped", line.dropped > 0 ? Json(line.dropped) : Json()},
      {"message", line.message},
  };
  const auto text = [&object](bool ascii) {
    return object.dump(-1, ' ', ascii, Json::error_handler_t::replace);
  };
  std::string plain = text(false);
  return (is_harmless(plain) ? std::move(plain) : text(true)) + "\n";
}

} // namespace mcpctl
