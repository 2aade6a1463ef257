#include "quic_keys.h"

// The functions that OpenSSL recommends instead of SHA256_Init() allocate memory and look up the algorithm for every
// digest.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace tapscope::quic {
namespace {

using Salt = std::array<std::uint8_t, 20>;
using Secret = std::array<std::uint8_t, 32>;

constexpr Salt saltDraft22 = {0x7f, 0xbc, 0xdb, 0x0e, 0x7c, 0x66, 0xbb, 0xe9, 0x19, 0x3a,
                              0x96, 0xcd, 0x21, 0x51, 0x9e, 0xbd, 0x7a, 0x02, 0x64, 0x4a};
constexpr Salt saltDraft23 = {0xc3, 0xee, 0xf7, 0x12, 0xc7, 0x2e, 0xbb, 0x5a, 0x11, 0xa7,
                              0xd2, 0x43, 0x2b, 0xb4, 0x63, 0x65, 0xbe, 0xf9, 0xf5, 0x02};
constexpr Salt saltDraft29 = {0xaf, 0xbf, 0xec, 0x28, 0x99, 0x93, 0xd2, 0x4c, 0x9e, 0x97,
                              0x86, 0xf1, 0x9c, 0x61, 0x11, 0xe0, 0x43, 0x90, 0xa8, 0x99};
constexpr Salt saltVersion1 = {0x38, 0x76, 0x2c, 0xf7, 0xf5, 0x59, 0x34, 0xb3, 0x4d, 0x17,
                               0x9a, 0xe6, 0xa4, 0xc8, 0x0c, 0xad, 0xcc, 0xbb, 0x7f, 0x0a};
constexpr Salt saltVersion2 = {0x0d, 0xed, 0xe3, 0xde, 0xf7, 0x00, 0xa6, 0xdb, 0x81, 0x93,
                               0x81, 0xbe, 0x6e, 0x26, 0x9d, 0xcb, 0xf9, 0xbd, 0x2e, 0xd9};
constexpr Salt saltQ050 = {0x50, 0x45, 0x74, 0xef, 0xd0, 0x66, 0xfe, 0x2f, 0x9d, 0x94,
                           0x5c, 0xfc, 0xdb, 0xd3, 0xa7, 0xf0, 0xd3, 0xb5, 0x6b, 0x45};
constexpr Salt saltT050 = {0x7f, 0xf5, 0x79, 0xe5, 0xac, 0xd0, 0x72, 0x91, 0x55, 0x80,
                           0x30, 0x4c, 0x43, 0xa2, 0x36, 0x7c, 0x60, 0x48, 0x83, 0x10};
constexpr Salt saltT051 = {0x7a, 0x4e, 0xde, 0xf4, 0xe7, 0xcc, 0xee, 0x5f, 0xa4, 0x50,
                           0x6c, 0x19, 0x12, 0x4f, 0xc8, 0xcc, 0xda, 0x6e, 0x03, 0x3d};
constexpr std::uint32_t q050 = 0x51303530, t050 = 0x54303530, t051 = 0x54303531;

const Salt& saltOf(std::uint32_t version) noexcept {
    switch (version) {
    case q050:
        return saltQ050;
    case t050:
        return saltT050;
    case t051:
        return saltT051;
    case version2:
        return saltVersion2;
    default:
        break;
    }
    const unsigned draft = draftOf(version);
    return draft <= 22 ? saltDraft22 : draft <= 28 ? saltDraft23 : draft <= 32 ? saltDraft29 : saltVersion1;
}

template <auto Free>
struct Freer {
    void operator()(auto* owned) const noexcept { Free(owned); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freer<EVP_CIPHER_CTX_free>>;

/// SHA-256 of both, one after the other.
Secret digest(std::span<const std::uint8_t> first, std::span<const std::uint8_t> second) noexcept {
    Secret result{};
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, first.data(), first.size());
    SHA256_Update(&context, second.data(), second.size());
    SHA256_Final(result.data(), &context);
    return result;
}

/// HMAC with SHA-256 (RFC 2104) for keys no longer than its block.
Secret hmac(std::span<const std::uint8_t> key, std::span<const std::uint8_t> data) noexcept {
    constexpr std::size_t block = 64;
    std::array<std::uint8_t, block> inner{}, outer{};
    for (std::size_t i = 0; i < block; ++i) {
        const unsigned octet = i < key.size() ? key[i] : 0U;
        inner[i] = static_cast<std::uint8_t>(octet ^ 0x36U);
        outer[i] = static_cast<std::uint8_t>(octet ^ 0x5cU);
    }
    return digest(outer, digest(inner, data));
}

/// HKDF-Expand-Label (RFC 8446 section 7.1) for results no longer than one HMAC.
void expandLabel(const Secret& secret, std::string_view label, std::span<std::uint8_t> out) {
    constexpr std::string_view prefix = "tls13 ";
    std::array<std::uint8_t, 64> input{};
    std::size_t size = 0;
    const auto put = [&](std::size_t octet) { input[size++] = static_cast<std::uint8_t>(octet); };
    put(out.size() >> 8);
    put(out.size());
    put(prefix.size() + label.size());
    for (const char c : prefix)
        put(static_cast<unsigned char>(c));
    for (const char c : label)
        put(static_cast<unsigned char>(c));
    put(0); // no context
    put(1); // the first round
    const Secret made = hmac(secret, std::span(input).first(size));
    std::copy_n(made.begin(), out.size(), out.begin());
}

CipherContext newContext(const char* cipher) {
    const std::unique_ptr<EVP_CIPHER, Freer<EVP_CIPHER_free>> fetched(EVP_CIPHER_fetch(nullptr, cipher, nullptr));
    CipherContext made(fetched ? EVP_CIPHER_CTX_new() : nullptr);
    return made && EVP_CipherInit_ex2(made.get(), fetched.get(), nullptr, nullptr, 0, nullptr) == 1 ? std::move(made)
                                                                                                    : nullptr;
}
EVP_CIPHER_CTX* codebookContext() {
    thread_local const CipherContext context = newContext("AES-128-ECB");
    return context.get();
}
EVP_CIPHER_CTX* counterContext() {
    thread_local const CipherContext context = newContext("AES-128-GCM");
    return context.get();
}

const std::uint8_t* octets(Bytes bytes) noexcept {
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

} // namespace

bool forcesNegotiation(std::uint32_t version) noexcept {
    return (version & 0x0f0f0f0f) == 0x0a0a0a0a;
}

unsigned draftOf(std::uint32_t version) noexcept {
    if (version >> 8 == 0xff0000)
        return version & 0xff;
    switch (version) {
    case 0xfaceb001: // Facebook's
        return 22;
    case 0xfaceb002:
    case 0xfaceb00e:
    case q050: // Google's
    case t050:
    case t051:
        return 27;
    case 0xff020000: // drafts of version 2
    case 0xff020001:
    case 0x709a50c4:
    case version2:
    case 1:
        return 34;
    default:
        return forcesNegotiation(version) ? 29 : 0;
    }
}

InitialKeys initialKeys(std::uint32_t version, Bytes connectionId, Side side) noexcept {
    const Secret common = hmac(saltOf(version), {octets(connectionId), connectionId.size()});
    Secret secret{};
    expandLabel(common, side == Side::Client ? "client in" : "server in", secret);
    const bool isSecond = version == version2;
    InitialKeys keys;
    expandLabel(secret, isSecond ? "quicv2 key" : "quic key", keys.key);
    expandLabel(secret, isSecond ? "quicv2 iv" : "quic iv", keys.iv);
    expandLabel(secret, isSecond ? "quicv2 hp" : "quic hp", keys.headerProtection);
    return keys;
}

std::optional<std::array<std::uint8_t, 5>> headerMask(const InitialKeys& keys, Bytes sample) {
    EVP_CIPHER_CTX* const context = codebookContext();
    std::array<std::uint8_t, 32> block{};
    int size = 0;
    if (context == nullptr || sample.size() != 16 ||
        EVP_EncryptInit_ex2(context, nullptr, keys.headerProtection.data(), nullptr, nullptr) != 1 ||
        EVP_EncryptUpdate(context, block.data(), &size, octets(sample), 16) != 1)
        return std::nullopt;
    std::array<std::uint8_t, 5> mask{};
    std::copy_n(block.begin(), mask.size(), mask.begin());
    return mask;
}

bool openPayload(const InitialKeys& keys, std::uint64_t packetNumber, Bytes header, Bytes sealed,
                 std::span<std::byte> plain) {
    if (sealed.size() < tagLength || plain.size() != sealed.size() - tagLength)
        return false;
    std::array<std::uint8_t, 12> nonce = keys.iv;
    for (std::size_t i = 0; i < 8; ++i)
        nonce[nonce.size() - 1 - i] ^= static_cast<std::uint8_t>(packetNumber >> (8 * i));
    std::array<std::uint8_t, tagLength> tag{};
    std::copy_n(octets(sealed.last(tagLength)), tagLength, tag.begin());
    EVP_CIPHER_CTX* const context = counterContext();
    int size = 0;
    auto* const out = reinterpret_cast<std::uint8_t*>(plain.data());
    return context != nullptr && EVP_DecryptInit_ex2(context, nullptr, keys.key.data(), nonce.data(), nullptr) == 1 &&
           EVP_DecryptUpdate(context, nullptr, &size, octets(header), static_cast<int>(header.size())) == 1 &&
           EVP_DecryptUpdate(context, out, &size, octets(sealed), static_cast<int>(plain.size())) == 1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, static_cast<int>(tagLength), tag.data()) == 1 &&
           EVP_DecryptFinal_ex(context, out + size, &size) == 1;
}

} // namespace tapscope::quic
