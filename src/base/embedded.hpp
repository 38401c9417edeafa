/// @file
/// A file that was compiled into the program, so that the program stands alone.
///
/// Level       0, pure
/// Units       none
/// Errors      none
/// Ownership   views of static data, alive as long as the process

#pragma once

#include <span>
#include <string_view>

namespace yidi {

struct EmbeddedFile {
    std::string_view
        name;  ///< Path inside the source tree, such as "policies/beijing/package.toml".
    std::string_view content;
};

}  // namespace yidi
