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

/// What indexing found in a file besides its frames.
struct IndexingReport {
    /// Set if the file violates its format; gives the problem and its offset. All frames before it can be read.
    std::optional<Error> damage;
    std::vector<CaptureStatistics> statistics;
    std::string sectionComment;
};

/// A user's pcap or pcapng file, recognised by its first bytes, or a file that Wireshark converts to pcapng. Read only.
class FileStore final : public FrameStore {
public:
    /// Opens a file and reads its first bytes. A file compressed by gzip, zstd or lz4 is unpacked now, and one of
    /// another format converted (convertByWireshark()), however long that takes. Errors: NotFound, NotPermitted,
    /// Invalid (not a capture file), Unsupported (another format; names a program that converts it), Damaged (nothing
    /// of it can be unpacked), NoSpace (for unpacking).
    [[nodiscard]] static Result<std::shared_ptr<FileStore>> open(const std::filesystem::path& path,
                                                                 Syscalls& syscalls = Syscalls::real());

    /// Walks the file on the calling thread and publishes frames on the way, so that they can be shown. Ends at the end
    /// of the file, at damage, or with Cancelled when asked to stop. May be called once per object.
    [[nodiscard]] Result<IndexingReport> index(const std::stop_token& stop = {});
    /// The file's unpacked bytes, for pread(2).
    [[nodiscard]] Result<std::shared_ptr<const UniqueFd>> content() const;
    /// The reason why the rest of a compressed or converted file is not in content().
    [[nodiscard]] const std::optional<std::string>& packedDamage() const noexcept { return packedDamage_; }
    /// Whether the file has another format, and content() is what Wireshark made of it.
    [[nodiscard]] bool isConverted() const noexcept { return isConverted_; }
    /// Any thread: the number of bytes walked so far, of sizeOnDisk(), which is the size when the file was opened.
    [[nodiscard]] std::uint64_t indexedBytes() const noexcept { return indexed_.load(std::memory_order_relaxed); }

private:
    FileStore(std::filesystem::path path, Unpacked content, Syscalls& syscalls);
    void takeInterfaces(const CaptureParser& parser);
    void publishFrames() noexcept;

    std::shared_ptr<StorePart> file_;
    Syscalls& syscalls_;
    std::optional<std::string> packedDamage_; ///< why the rest could not be unpacked
    bool isConverted_;
    std::atomic<std::uint64_t> indexed_ = 0;
};

} // namespace tapscope
