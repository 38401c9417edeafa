/// @file
/// The law of the repository, and a frozen copy of it for tests that edit it or look at single
/// lines; each loaded once.
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
/// Every package of policies/ that insures somebody.
[[nodiscard]] const std::vector<Area>& areas();

/// Packages that do not change when policies/ does. They have no catalogues.
[[nodiscard]] const wire::LoadedFiles& frozen_files();
[[nodiscard]] const policy::Plan& frozen_plan_of(const std::string& admdvs);
/// The frozen files with one text of one file replaced; it must occur exactly once.
[[nodiscard]] wire::LoadedFiles edited(const std::string& file, const std::string& old_text,
                                       const std::string& new_text);

}  // namespace yidi::policies
