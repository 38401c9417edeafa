#include "store/fingerprint.hpp"

#include <gcrypt.h>

#include "base/text.hpp"

namespace yidi::store {

std::string fingerprint(std::string_view text) {
    std::string hash(gcry_md_get_algo_dlen(GCRY_MD_SHA256), '\0');
    gcry_md_hash_buffer(GCRY_MD_SHA256, hash.data(), text.data(), text.size());
    return hex(hash);
}

}  // namespace yidi::store
