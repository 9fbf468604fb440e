#include "mcp/listener.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace mcpctl {

namespace {

// proc(5), /proc/net/tcp: the state of a listening socket.
constexpr std::string_view listening = "0A";

// Links of /proc/PID/fd for the sockets that listen on the port.
void add_sockets(const char* table, unsigned port, std::set<std::string>& links)
{
  const std::string suffix = fmt::format(":{:04X}", port);
  std::ifstream lines(table);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream fields(line);
    std::string slot, local, remote, state, queues, timer, retransmits, uid, timeout, inode;
    fields >> slot >> local >> remote >> state >> queues >> timer >> retransmits >> uid >> timeout
        >> inode;
    if (state == listening && local.ends_with(suffix))
      links.insert(fmt::format("socket:[{}]", inode));
  }
}

bool holds_one(int pid, const std::set<std::string>& links)
{
  std::error_code error;
  std::filesystem::directory_iterator entries(fmt::format("/proc/{}/fd", pid), error);
  for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
    std::error_code gone;
    if (links.contains(std::filesystem::read_symlink(entries->path(), gone).string()))
      return true;
  }
  return false;
}

} // namespace

bool any_listens(const std::vector<int>& pids, unsigned port)
{
  std::set<std::string> links;
  add_sockets("/proc/net/tcp", port, links);
  add_sockets("/proc/net/tcp6", port, links);
  if (links.empty())
    return false;
  for (const int pid : pids) {
    if (holds_one(pid, links))
      return true;
  }
  return false;
}

} // namespace mcpctl
