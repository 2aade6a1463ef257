#include <anonymize/keyed_permutation.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/random.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

namespace tapscope {

KeyedPermutation KeyedPermutation::random() {
    Key key{};
    // getrandom(2) returns this number of bytes at once or fails.
    while (getrandom(key.data(), key.size(), 0) != static_cast<ssize_t>(key.size())) {
        if (errno != EINTR)
            throw std::system_error(errno, std::system_category(), "getrandom");
    }
    return KeyedPermutation(key);
}

std::uint64_t KeyedPermutation::hash(std::string_view purpose, std::span<const std::byte> data) const {
    std::string message(purpose);
    message += '\0';
    message.append(reinterpret_cast<const char*>(data.data()), data.size());
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
         reinterpret_cast<const unsigned char*>(message.data()), message.size(), digest.data(), nullptr);
    std::uint64_t number = 0;
    std::memcpy(&number, digest.data(), sizeof number);
    return number;
}

std::uint64_t KeyedPermutation::permute(std::string_view purpose, std::uint64_t number, unsigned bits) const {
    const unsigned half = bits / 2;
    const std::uint64_t mask = (std::uint64_t{1} << half) - 1;
    const std::uint64_t kept = bits == 64 ? 0 : number >> bits << bits;
    std::uint64_t left = number >> half & mask, right = number & mask;
    constexpr int rounds = 4;
    for (int round = 0; round < rounds; ++round) {
        const std::array<std::uint64_t, 3> data = {static_cast<std::uint64_t>(round), bits, right};
        const std::uint64_t mixed = (left ^ hash(purpose, std::as_bytes(std::span(data)))) & mask;
        left = right;
        right = mixed;
    }
    return kept | left << half | right;
}

} // namespace tapscope
