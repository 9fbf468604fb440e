#include "systemd/control_group.hpp"

#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace mcpctl;

namespace {

// A folder that stands for "/", gone with the object.
class FakeRoot
{
public:
  FakeRoot()
  {
    std::string pattern = std::filesystem::temp_directory_path() / "mcpctl-cgroup.XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  ~FakeRoot() { std::filesystem::remove_all(path_); }
  FakeRoot(const FakeRoot&) = delete;
  FakeRoot& operator=(const FakeRoot&) = delete;

  void write(const std::string& name, const std::string& text) const
  {
    const auto file = std::filesystem::path(path_ + name);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  // Process `id`: times in clock ticks, memory in pages.
  void process(int id, unsigned ticks, unsigned pages, unsigned threads) const
  {
    const std::string folder = "/proc/" + std::to_string(id);
    write(folder + "/stat", std::to_string(id) + " (a) b (c) S 1 1 1 0 -1 0 0 0 0 0 "
                                + std::to_string(ticks) + " 1 2 3 20 0 " + std::to_string(threads)
                                + " 0 100 0 " + std::to_string(pages) + " 0\n");
  }
  [[nodiscard]] const std::string& path() const { return path_; }

private:
  std::string path_;
};

constexpr const char* unified_table =
    "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
    "30 22 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";

constexpr const char* legacy_table =
    "30 22 0:26 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,xattr,name=systemd\n"
    "31 22 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"
    "32 22 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
    "33 22 0:29 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n";

} // namespace

TEST_CASE("usage: the unified hierarchy's files")
{
  const FakeRoot root;
  root.write("/proc/self/mountinfo", unified_table);
  const std::string folder = "/sys/fs/cgroup/mcp.slice/mcp@web.service";
  root.write("/sys/fs/cgroup/mcp.slice/cgroup.subtree_control", "cpu memory pids\n");
  root.write(folder + "/memory.current", "1048576\n");
  root.write(folder + "/pids.current", "7\n");
  root.write(folder + "/cpu.stat", "usage_usec 2500\nuser_usec 2000\nsystem_usec 500\n");
  const Usage usage = ControlGroups::find(root.path()).usage("/mcp.slice/mcp@web.service");
  CHECK(usage.memory_bytes == 1048576);
  CHECK(usage.tasks == 7);
  CHECK(usage.cpu_usec == 2500);
}

TEST_CASE("memory: kills, peak and what can be given up, of both hierarchies")
{
  const FakeRoot root;
  root.write("/proc/self/mountinfo", unified_table);
  const std::string folder = "/sys/fs/cgroup/mcp.slice/mcp@web.service";
  root.write("/sys/fs/cgroup/mcp.slice/cgroup.subtree_control", "memory\n");
  root.write(folder + "/memory.events", "low 0\nhigh 3\nmax 9\noom 2\noom_kill 1\n");
  root.write(folder + "/memory.peak", "4096\n");
  root.write(folder + "/memory.stat", "anon 1\ninactive_file 512\n");
  const auto account = ControlGroups::find(root.path()).memory("/mcp.slice/mcp@web.service");
  REQUIRE(account.has_value());
  CHECK(account->kills == 1U);
  CHECK(account->peak == 4096U);
  CHECK(account->reclaimable == 512U);

  const FakeRoot legacy;
  legacy.write("/proc/self/mountinfo", legacy_table);
  const std::string group = "/sys/fs/cgroup/memory/mcp.slice/mcp@web.service";
  legacy.write(group + "/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
  legacy.write(group + "/memory.max_usage_in_bytes", "8192\n");
  legacy.write(group + "/memory.stat", "inactive_file 1\ntotal_inactive_file 1024\n");
  const ControlGroups groups = ControlGroups::find(legacy.path());
  const auto other = groups.memory("/mcp.slice/mcp@web.service");
  REQUIRE(other.has_value());
  CHECK(other->kills == 2U);
  CHECK(other->peak == 8192U);
  CHECK(other->reclaimable == 1024U);
  CHECK_FALSE(groups.memory("/user.slice/mcp@web.service").has_value());
}

TEST_CASE("usage: legacy controllers")
{
  const FakeRoot root;
  root.write("/proc/self/mountinfo", legacy_table);
  root.write("/sys/fs/cgroup/memory/mcp.slice/memory.usage_in_bytes", "4096\n");
  root.write("/sys/fs/cgroup/pids/mcp.slice/pids.current", "2\n");
  root.write("/sys/fs/cgroup/cpu,cpuacct/mcp.slice/cpuacct.usage", "7000000\n");
  const Usage usage = ControlGroups::find(root.path()).usage("/mcp.slice");
  CHECK(usage.memory_bytes == 4096);
  CHECK(usage.tasks == 2);
  CHECK(usage.cpu_usec == 7000);
}

TEST_CASE("usage: without controllers all processes of the group count, those below it too")
{
  const FakeRoot root;
  root.write("/proc/self/mountinfo", legacy_table);
  const std::string folder = "/sys/fs/cgroup/systemd/user/mcp@web.service";
  root.write(folder + "/cgroup.procs", "11\n12\n");
  root.write(folder + "/workers/cgroup.procs", "13\n14\n");
  root.process(11, 100, 10, 1);
  root.process(12, 200, 20, 4);
  root.process(13, 300, 30, 1); // 14 has ended meanwhile
  const ControlGroups groups = ControlGroups::find(root.path());
  CHECK(groups.processes("/user/mcp@web.service") == std::vector<int>{11, 12, 13, 14});
  const Usage usage = groups.usage("/user/mcp@web.service");
  const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  const auto ticks = static_cast<std::uint64_t>(sysconf(_SC_CLK_TCK));
  CHECK(usage.memory_bytes == 60 * page);
  CHECK(usage.tasks == 6);
  // 1, 2 and 3 ticks: in the kernel, and of children waited for.
  CHECK(usage.cpu_usec == (106 + 206 + 306) * 1'000'000 / ticks);
}

TEST_CASE("usage: unknown is not zero")
{
  const FakeRoot root;
  root.write("/proc/self/mountinfo", unified_table);
  for (const char* group : {"/gone", ""}) {
    const Usage usage = ControlGroups::find(root.path()).usage(group);
    CHECK_FALSE(usage.memory_bytes);
    CHECK_FALSE(usage.tasks);
    CHECK_FALSE(usage.cpu_usec);
  }
}

TEST_CASE("usage: a mount that shows one branch only, and a mount point with a blank")
{
  const FakeRoot root;
  root.write("/proc/self/mountinfo", "30 22 0:26 /box/a /mnt/c\\040g rw - cgroup2 cgroup2 rw\n");
  root.write("/mnt/c g/cgroup.subtree_control", "memory\n");
  root.write("/mnt/c g/web/memory.current", "5\n");
  const ControlGroups groups = ControlGroups::find(root.path());
  CHECK(groups.usage("/box/a/web").memory_bytes == 5);
  CHECK_FALSE(groups.usage("/web").memory_bytes);
}

TEST_CASE("has_controller: what a manager in the group may hand on")
{
  const FakeRoot root;
  root.write("/proc/self/mountinfo", std::string(unified_table) + legacy_table);
  root.write("/sys/fs/cgroup/user/cgroup.controllers", "memory pids\n");
  root.write("/sys/fs/cgroup/cpu,cpuacct/cpu-user/tasks", "");
  const ControlGroups groups = ControlGroups::find(root.path());
  CHECK(groups.has_controller("/user", "memory"));
  CHECK_FALSE(groups.has_controller("/user", "cpu"));
  CHECK(groups.has_controller("/cpu-user", "cpu"));
}

TEST_CASE("tells_of_kills: only where the memory controller is a unified one")
{
  const FakeRoot root;
  root.write("/proc/self/mountinfo", std::string(unified_table) + legacy_table);
  root.write("/sys/fs/cgroup/unified-user/cgroup.controllers", "memory pids\n");
  root.write("/sys/fs/cgroup/legacy-user/cgroup.controllers", "pids\n");
  root.write("/sys/fs/cgroup/memory/legacy-user/tasks", "");
  const ControlGroups groups = ControlGroups::find(root.path());
  CHECK(groups.tells_of_kills("/unified-user"));
  CHECK_FALSE(groups.tells_of_kills("/legacy-user"));
  CHECK(groups.has_controller("/legacy-user", "memory"));
}

TEST_CASE("control_group_of_unit: in every kind of hierarchy, cut at the unit")
{
  const std::string unit = "mcp@web.service";
  CHECK(control_group_of_unit("0::/a/mcp@web.service\n", unit) == "/a/mcp@web.service");
  CHECK(control_group_of_unit("0::/a/mcp@web.service/sub/deep\n", unit) == "/a/mcp@web.service");
  CHECK(control_group_of_unit("9:name=systemd:/b/mcp@web.service\n4:memory:/\n0::/\n", unit)
        == "/b/mcp@web.service");
  CHECK(control_group_of_unit("0::/\n9:name=systemd:/b/mcp@web.service\n", unit)
        == "/b/mcp@web.service");
  CHECK_FALSE(control_group_of_unit("0::/a/mcp@web.service-x\n", unit));
  CHECK_FALSE(control_group_of_unit("0::/a/mcp@files.service\n", unit));
  CHECK_FALSE(control_group_of_unit("", unit));
}
