#include "watch/failure.hpp"

#include <cerrno>
#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

std::string some_limit(const char*)
{
  return "8192";
}
std::string no_limit(const char*)
{
  return "";
}

} // namespace

TEST_CASE("describe: the limits of inotify by name and value, with what lifts them")
{
  CHECK(describe({ENOSPC, "/srv/app/lib", 8190}, some_limit)
        == "after 8190 folders this user's limit of inotify watches is reached "
           "(fs.inotify.max_user_watches = 8192); root lifts it with: "
           "sysctl fs.inotify.max_user_watches=NUMBER, or watch_ignore leaves out folders; "
           "the first one too many is /srv/app/lib");
  CHECK(describe({EMFILE, "", 0}, some_limit)
        == "this user's limit of inotify instances is reached "
           "(fs.inotify.max_user_instances = 8192); root lifts it with: "
           "sysctl fs.inotify.max_user_instances=NUMBER");
  CHECK(describe({EMFILE, "", 0}, no_limit)
        == "this user's limit of inotify instances is reached "
           "(fs.inotify.max_user_instances); root lifts it with: "
           "sysctl fs.inotify.max_user_instances=NUMBER");
  CHECK(describe({ENOMEM, "/srv", 3}, some_limit) == "/srv: Cannot allocate memory");
}

TEST_CASE("limit_of: what the kernel says")
{
  CHECK(limit_of("max_user_watches").find_first_not_of("0123456789") == std::string::npos);
  CHECK(limit_of("no_such_limit").empty());
}
