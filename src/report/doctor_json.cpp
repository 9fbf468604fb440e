#include "report/doctor_json.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace mcpctl {

namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text)
{
  return text.empty() ? Json() : Json(text);
}

Json json_of(const Finding& finding)
{
  Json texts = Json::array();
  Json steps = Json::array();
  for (const Step& step : finding.mend) {
    texts.push_back(step.text);
    steps.push_back({{"kind", to_string(step.kind)}, {"text", step.text}});
  }
  return {{"check", finding.check},     {"severity", to_string(finding.gravity)},
          {"section", finding.section}, {"subject", or_null(finding.subject)},
          {"what", finding.what},       {"why", or_null(finding.why)},
          {"mend", std::move(texts)},   {"steps", std::move(steps)}};
}

} // namespace

std::string doctor_json(Scope scope, const Findings& findings)
{
  Json counts = Json::object();
  for (const Gravity gravity :
       {Gravity::problem, Gravity::warning, Gravity::note, Gravity::unknown, Gravity::ok})
    counts[to_string(gravity)] =
        std::count_if(findings.begin(), findings.end(),
                      [gravity](const Finding& f) { return f.gravity == gravity; });
  Json list = Json::array();
  for (const Finding& finding : findings)
    list.push_back(json_of(finding));
  const Json document = {{"scope", scope == Scope::user ? "user" : "system"},
                         {"counts", std::move(counts)},
                         {"findings", std::move(list)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace mcpctl
