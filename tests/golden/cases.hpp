// What the golden tests share: files beside each other, of which one holds what is expected of the
// other, rewritten by UPDATE_EXPECTED=1.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace golden {

namespace fs = std::filesystem;

[[nodiscard]] std::string read_file(const fs::path& path); // "" if there is none
// Makes its folder, too.
void write_file(const fs::path& path, const std::string& text);

// Writes what is expected, if that was asked for, and says whether it is `text`.
[[nodiscard]] bool is_expected(const fs::path& expected, const std::string& text);
// Shows how `text` differs, as a diff.
void show_difference(const fs::path& expected, const std::string& text);
// "FAIL  SUITE: NAME", with why below.
void print_failure(std::string_view suite, const std::string& name, const std::string& why = "");

// Runs the files of the folder with one of these extensions, of which `names`, if there are any,
// are parts of the names; prints the counts. Answers with the exit status.
[[nodiscard]] int run_cases(const fs::path& folder, const std::vector<std::string>& extensions,
                            const std::vector<std::string>& names,
                            const std::function<bool(const fs::path& file)>& passes);

} // namespace golden
