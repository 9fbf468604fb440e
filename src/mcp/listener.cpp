#include "mcp/listener.hpp"

#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>

namespace mcpctl {

namespace {

// proc(5), /proc/net/tcp: the state of a listening socket.
constexpr std::string_view listening = "0A";

struct ListeningSocket
{
  unsigned port = 0;
  unsigned uid = 0;
};

// By what a link of /proc/PID/fd says of them.
using Sockets = std::map<std::string, ListeningSocket>;

unsigned number_in(std::string_view text, int base)
{
  unsigned number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number, base);
  return number;
}

void add_sockets(const char* table, const std::set<unsigned>& ports, Sockets& sockets)
{
  std::ifstream lines(table);
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::istringstream fields(line);
    std::string slot, local, remote, state, queues, timer, retransmits, uid, timeout, inode;
    fields >> slot >> local >> remote >> state >> queues >> timer >> retransmits >> uid >> timeout
        >> inode;
    if (state != listening)
      continue;
    const unsigned port = number_in(std::string_view(local).substr(local.rfind(':') + 1), 16);
    if (ports.contains(port))
      sockets[fmt::format("socket:[{}]", inode)] = {port, number_in(uid, 10)};
  }
}

Sockets sockets_at(const std::set<unsigned>& ports)
{
  Sockets sockets;
  add_sockets("/proc/net/tcp", ports, sockets);
  add_sockets("/proc/net/tcp6", ports, sockets);
  return sockets;
}

// Tells the sockets among these that the process has, each once, until `tell` answers false.
void find_held(int pid, const Sockets& sockets, const std::function<bool(const std::string&)>& tell)
{
  std::error_code error;
  std::set<std::string> told;
  std::filesystem::directory_iterator entries(fmt::format("/proc/{}/fd", pid), error);
  for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
    std::error_code gone;
    const std::string link = std::filesystem::read_symlink(entries->path(), gone).string();
    if (sockets.contains(link) && told.insert(link).second && !tell(link))
      return;
  }
}

std::vector<int> all_pids()
{
  std::vector<int> pids;
  std::error_code error;
  std::filesystem::directory_iterator entries("/proc", error);
  for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
    const std::string name = entries->path().filename().string();
    if (const unsigned pid = number_in(name, 10); pid > 0)
      pids.push_back(static_cast<int>(pid));
  }
  return pids;
}

} // namespace

bool any_listens(const std::vector<int>& pids, unsigned port)
{
  const Sockets sockets = sockets_at({port});
  bool held = false;
  for (auto pid = pids.begin(); pid != pids.end() && !held && !sockets.empty(); ++pid) {
    find_held(*pid, sockets, [&held](const std::string&) {
      held = true;
      return false;
    });
  }
  return held;
}

std::vector<PortListener> listeners_at(const std::set<unsigned>& ports)
{
  const Sockets sockets = ports.empty() ? Sockets() : sockets_at(ports);
  std::vector<PortListener> listeners;
  std::set<std::string> found;
  if (sockets.empty())
    return listeners;
  for (const int pid : all_pids()) {
    find_held(pid, sockets, [&](const std::string& link) {
      const ListeningSocket& socket = sockets.at(link);
      listeners.push_back({.port = socket.port, .uid = socket.uid, .pid = pid});
      found.insert(link);
      return true;
    });
  }
  for (const auto& [link, socket] : sockets) {
    if (!found.contains(link))
      listeners.push_back({.port = socket.port, .uid = socket.uid, .pid = {}});
  }
  return listeners;
}

} // namespace mcpctl
