// Compiled once for all unit tests: what nearly each of them includes, which would be half of the
// time that they take to build.
#include <algorithm>
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>
