// Compiled once for all of src, where nothing is optimized: what most files include, which would be
// half of the time that they take to build. Each file still includes what it uses: optimized builds
// have no such header.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <fmt/format.h>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>
