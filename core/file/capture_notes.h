#pragma once

#include <base/frame.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// Keys that decrypt the traffic in a capture (pcapng Decryption Secrets Block, draft-ietf-opsawg-pcapng section 4.7).
struct DecryptionSecrets {
    std::uint32_t type = 0; ///< the format of the keys: tlsKeyLog, wireguardKeyLog or another program's
    std::string data;

    /// NSS's SSLKEYLOGFILE, and the format that Wireshark's WireGuard dissector reads.
    static constexpr std::uint32_t tlsKeyLog = 0x544c534b, wireguardKeyLog = 0x57474b4c;
    /// The maximum number of bytes in one block.
    static constexpr std::size_t mostBytes = std::size_t{15} << 20;

    bool operator==(const DecryptionSecrets&) const = default;
};

/// Returns the type of keys in a file's text, judged by its first line that is not a comment; 0 if it is not a key log.
[[nodiscard]] std::uint32_t secretsTypeOf(std::string_view text);

/// A change to the comments of a frame or section.
struct CommentChange {
    enum class Own : std::uint8_t { Kept, Removed } own = Own::Kept; ///< whether the comments in the file stay
    std::vector<std::string> comments;                               ///< added after them, UTF-8

    bool operator==(const CommentChange&) const = default;
};

/// Additions to a capture by its user that are not in a file yet. A value, which is written when the capture is saved.
struct CaptureNotes {
    CommentChange file; ///< for the first section
    std::map<FrameNumber, CommentChange> frames;
    std::vector<DecryptionSecrets> secrets;

    [[nodiscard]] bool empty() const noexcept { return *this == CaptureNotes{}; }
    bool operator==(const CaptureNotes&) const = default;
};

} // namespace tapscope
