#include "plan/plan_json.hpp"

#include <nlohmann/json.hpp>

namespace mcpctl {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json)
{
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

Json action_json(const Action& action, Json result)
{
  return {{"server", action.server.str()},
          {"unit", action.unit},
          {"action", to_string(action.kind)},
          {"why", action.why},
          {"result", std::move(result)}};
}

} // namespace

std::string plan_json(const Plan& plan)
{
  Json actions = Json::array();
  for (const Action& action : plan.actions)
    actions.push_back(action_json(action, nullptr));
  return dump({{"changed", plan.changes()}, {"actions", std::move(actions)}});
}

std::string applied_json(const Applied& applied)
{
  Json actions = Json::array();
  for (const Action& action : applied.plan.actions)
    actions.push_back(action_json(action, applied.result_of(action)));
  return dump({{"changed", applied.changed}, {"actions", std::move(actions)}});
}

} // namespace mcpctl
