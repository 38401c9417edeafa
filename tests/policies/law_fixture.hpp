/// @file
/// The law of the repository, loaded once for all tests of this folder.
///
/// Level       test
/// Units       none
/// Errors      a package that does not load ends the test program with its message
/// Ownership   static

#pragma once

#include <string>
#include <vector>

#include "wire/policy_files.hpp"

namespace yidi::policies {

/// Files of policies/, named as the program embeds them.
[[nodiscard]] const wire::LoadedFiles& repository_files();
[[nodiscard]] const wire::LawBook& law();
[[nodiscard]] const policy::Plan& plan_of(const std::string& admdvs);

struct Area {
    std::string folder, admdvs;
};
[[nodiscard]] const std::vector<Area>& areas();

/// The repository's files with one text of one file replaced; it must occur exactly once.
[[nodiscard]] wire::LoadedFiles edited(const std::string& file, const std::string& old_text,
                                       const std::string& new_text);

}  // namespace yidi::policies
