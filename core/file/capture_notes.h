#pragma once

#include <base/frame.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// Keys that decrypt what a capture has (pcapng Decryption Secrets Block, draft-ietf-opsawg-pcapng section 4.7).
struct DecryptionSecrets {
    std::uint32_t type = 0; ///< what follows: tlsKeyLog, wireguardKeyLog or another program's
    std::string data;

    /// SSLKEYLOGFILE of NSS, and what Wireshark's WireGuard dissector reads.
    static constexpr std::uint32_t tlsKeyLog = 0x544c534b, wireguardKeyLog = 0x57474b4c;
    /// The most that a block takes, in bytes.
    static constexpr std::size_t mostBytes = std::size_t{15} << 20;

    bool operator==(const DecryptionSecrets&) const = default;
};

/// Which keys a file's text holds, told by its first line that is not a comment: 0 when it is no key log.
[[nodiscard]] std::uint32_t secretsTypeOf(std::string_view text);

/// What is said of a frame besides its bytes.
struct CommentChange {
    enum class Own : std::uint8_t { Kept, Removed } own = Own::Kept; ///< the comments that the file has
    std::vector<std::string> comments;                               ///< that come behind them, UTF-8

    bool operator==(const CommentChange&) const = default;
};

/// What a user has added to a capture and that stands in no file yet. A value: whoever saves the capture takes it
/// along.
struct CaptureNotes {
    CommentChange file; ///< of the first section
    std::map<FrameNumber, CommentChange> frames;
    std::vector<DecryptionSecrets> secrets;

    [[nodiscard]] bool empty() const noexcept { return *this == CaptureNotes{}; }
    bool operator==(const CaptureNotes&) const = default;
};

} // namespace tapscope
