// As whom a server runs: never silently as root.
#include "config/build.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

bool is_number(const std::string& text)
{
  return !text.empty()
         && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void refuse_in_user_scope(const Draft& draft, Problems& problems)
{
  for (const std::string_view key : {"user", "group"}) {
    if (const Entry* entry = draft.settings.find(key))
      problems.error(entry->spot, "\"" + std::string(key) + "\" is for the system scope only",
                     "servers of a user run as that user");
  }
}

void build_user(const Draft& draft, Server& server, BuildContext& context)
{
  const Entry* entry = draft.settings.find("user");
  if (entry == nullptr) {
    const std::string& path = draft.definition.spot.source->file().path;
    server.user = path == "-" ? "" : context.read.files.owner(path);
    if (server.user.empty() || server.user == "root" || server.user == "0")
      context.problems.error(draft.definition.spot,
                             header_of(draft) + " does not say as whom it runs",
                             R"(add user = "NAME", or user = "dynamic")");
    return;
  }
  if (entry->bad)
    return;
  const std::string& user = *entry->value.text();
  if (user == "dynamic")
    server.dynamic_user = true;
  else if (is_number(user) || context.read.files.user_exists(user))
    server.user = user;
  else
    context.problems.error(entry->value.spot, "there is no user \"" + user + "\"");
}

} // namespace

void build_account(const Draft& draft, Server& server, BuildContext& context)
{
  if (context.read.scope == Scope::user) {
    refuse_in_user_scope(draft, context.problems);
    return;
  }
  build_user(draft, server, context);
  const Value* group = draft.settings.get("group");
  if (group == nullptr)
    return;
  if (is_number(*group->text()) || context.read.files.group_exists(*group->text()))
    server.group = *group->text();
  else
    context.problems.error(group->spot, "there is no group \"" + *group->text() + "\"");
}

} // namespace mcpctl
