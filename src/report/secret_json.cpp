#include "report/duration.hpp"
#include "report/secret_view.hpp"

#include <nlohmann/json.hpp>

namespace mcpctl {

namespace {

using Json = nlohmann::ordered_json;

template <typename T> Json or_null(const std::optional<T>& value)
{
  return value ? Json(*value) : Json();
}

Json or_null(const std::string& text)
{
  return text.empty() ? Json() : Json(text);
}

} // namespace

std::string secret_json(Scope scope, const std::vector<SecretRow>& rows)
{
  Json secrets = Json::array();
  for (const SecretRow& row : rows) {
    secrets.push_back({
        {"server", row.server},
        {"key", row.name},
        {"state", to_string(row.state)},
        {"as", row.delivery ? Json(to_string(*row.delivery)) : Json()},
        {"used", or_null(row.used)},
        {"bytes", or_null(row.bytes)},
        {"set_at", row.set_at ? Json(format_rfc3339(*row.set_at)) : Json()},
        {"problem", or_null(row.problem)},
        {"source", or_null(row.source)},
    });
  }
  const Json all = {{"scope", scope == Scope::user ? "user" : "system"},
                    {"secrets", std::move(secrets)}};
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace mcpctl
