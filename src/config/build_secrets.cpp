// The secrets of a server, as they are found in their store.
#include "config/build.hpp"
#include "config/secret_list.hpp"
#include "units/quote.hpp"

namespace mcpctl {

namespace {

// Only who keeps them can tell what is wrong with them: others are not told that they may not look.
void report(const FoundSecret& found, const Spot& spot, BuildContext& context)
{
  if (!found.problem)
    return;
  if (context.read.unset_secret == Severity::error)
    context.problems.error(spot, found.problem->what, found.problem->mend);
  else if (found.problem->code != ExitCode::not_permitted)
    context.problems.warning(spot, found.problem->what, found.problem->mend);
}

} // namespace

void build_secrets(const Draft& draft, Server& server, BuildContext& context)
{
  const Value* value = draft.settings.get("secrets");
  if (value == nullptr)
    return;
  for (const ListedSecret& listed : read_secrets(*value)) {
    if (server.env.contains(listed.name)) {
      context.problems.error(listed.spot, listed.name + " stands in env, too",
                             "remove it from env or from secrets");
      continue;
    }
    Secret secret{.name = *SecretName::parse(listed.name), .delivery = listed.delivery};
    if (context.read.files.secret) {
      FoundSecret found = context.read.files.secret(draft.name, secret.name, secret.delivery);
      report(found, listed.spot, context);
      if (const auto why = why_path_not_carried(found.path))
        context.problems.error(listed.spot, "secrets: their file " + *why);
      secret.path = std::move(found.path);
      secret.stamp = std::move(found.stamp);
    }
    server.secrets.push_back(std::move(secret));
  }
}

} // namespace mcpctl
