#include "report/rpc_error.hpp"

#include <nlohmann/json.hpp>

namespace mcpctl {

namespace {

using Json = nlohmann::ordered_json;

// JSON-RPC 2.0, Error object: the first of those left to implementations.
constexpr int server_error = -32000;

Json or_null(const std::string& text)
{
  return text.empty() ? Json() : Json(text);
}

} // namespace

std::string rpc_error(const SessionFailure& failure)
{
  std::string message = failure.what;
  if (!failure.last_line.empty())
    message += ": " + failure.last_line;
  if (!failure.hint.empty())
    message += "; " + failure.hint;
  const Json error = {{"code", server_error},
                      {"message", message},
                      {"data",
                       {{"server", failure.server},
                        {"result", or_null(failure.end.result)},
                        {"exit_code", or_null(failure.end.exit_code)},
                        {"exit_status", or_null(failure.end.exit_status)},
                        {"last_line", or_null(failure.last_line)},
                        {"hint", or_null(failure.hint)}}}};
  return error.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace mcpctl
