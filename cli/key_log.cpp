#include "key_log.h"

#include "whole_file.h"

namespace tapscope::cli {

Result<DecryptionSecrets> readKeyLog(const std::string& name) {
    constexpr const char* action = "read the keys in";
    auto text = readWholeFile(name, DecryptionSecrets::mostBytes);
    if (!text)
        return std::unexpected(text.error());
    const std::uint32_t type = secretsTypeOf(*text);
    if (type == 0)
        return failure(ErrorKind::Invalid, action, name, "it is neither a TLS key log nor a list of WireGuard keys",
                       "Lines begin with CLIENT_RANDOM or LOCAL_STATIC_PRIVATE_KEY, for example");
    return DecryptionSecrets{.type = type, .data = std::move(*text)};
}

} // namespace tapscope::cli
