#pragma once

#include <file/capture_interface.h>
#include <file/capture_parser.h>
#include <store/frame_store.h>
#include <store/unpack.h>

#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tapscope {

/// What indexing found out about a file besides its frames.
struct IndexingReport {
    /// Set when the file breaks its format somewhere: says what and at which offset. All frames before it can be read.
    std::optional<Error> damage;
    std::vector<CaptureStatistics> statistics;
    std::string sectionComment;
};

/// A file of the user's, pcap or pcapng, told apart by its first bytes. Read only.
class FileStore final : public FrameStore {
public:
    /// Opens it and looks at its first bytes. What gzip, zstd or lz4 have compressed is unpacked now, as long as it
    /// takes. Errors: NotFound, NotPermitted, Invalid (not a capture file), Unsupported (another format: says which
    /// program converts it), NoSpace (to unpack it).
    [[nodiscard]] static Result<std::shared_ptr<FileStore>> open(const std::filesystem::path& path,
                                                                 Syscalls& syscalls = Syscalls::real());

    /// Walks the file on the calling thread and publishes frames as it goes, so that others can show them. Ends at the
    /// end of the file, at damage, or when asked to stop (Cancelled). Once an object.
    [[nodiscard]] Result<IndexingReport> index(const std::stop_token& stop = {});
    /// Its bytes, unpacked: for pread(2).
    [[nodiscard]] Result<std::shared_ptr<const UniqueFd>> content() const;
    /// What could not be unpacked of a compressed file, behind all that content() has.
    [[nodiscard]] const std::optional<std::string>& packedDamage() const noexcept { return packedDamage_; }
    /// Any thread: bytes walked so far, of sizeOnDisk(), which is the size when it was opened.
    [[nodiscard]] std::uint64_t indexedBytes() const noexcept { return indexed_.load(std::memory_order_relaxed); }

private:
    FileStore(std::filesystem::path path, Unpacked content, Syscalls& syscalls);
    void takeInterfaces(const CaptureParser& parser);
    void publishFrames() noexcept;

    std::shared_ptr<StorePart> file_;
    Syscalls& syscalls_;
    std::optional<std::string> packedDamage_; ///< what could not be unpacked
    std::atomic<std::uint64_t> indexed_ = 0;
};

} // namespace tapscope
