#pragma once

#include <base/error.h>
#include <decode/registry.h>
#include <file/capture_notes.h>
#include <store/frame_store.h>

#include <settings/settings.h>

#include <functional>
#include <memory>
#include <stop_token>
#include <string_view>
#include <vector>

class QIODevice;

namespace tapscope {

/// The frames of a store that an export writes: all that exist, or a list in ascending order.
struct FrameChoice {
    std::shared_ptr<const FrameStore> store;
    std::vector<FrameNumber> numbers; ///< used if `all` is false
    bool all = true;
    CaptureNotes notes = {}; ///< added since the capture was read; formats without a place for them leave them out

    [[nodiscard]] std::size_t count() const noexcept {
        return all ? static_cast<std::size_t>(store->count() + 1 - store->first()) : numbers.size();
    }
};

/// How a long export reports progress and is stopped. The callback is called on the exporting thread, a few hundred
/// times at most.
struct ExportProgress {
    std::function<void(std::size_t done, std::size_t total)> report;
    std::stop_token stop;
};

/// Writes frames in one format. Stateless; called on worker threads, also on several at once.
class Exporter {
public:
    virtual ~Exporter() = default;

    [[nodiscard]] virtual std::string_view id() const noexcept = 0;         ///< "pcapng"
    [[nodiscard]] virtual std::string_view title() const noexcept = 0;      ///< "pcapng capture"
    [[nodiscard]] virtual std::string_view fileSuffix() const noexcept = 0; ///< "pcapng"
    [[nodiscard]] virtual const SettingsSchema& schema() const noexcept = 0;
    /// Writes to an open device. Errors: the device's, Cancelled, Unsupported (pcap has only one link type). The caller
    /// discards an incomplete output; exportToFile() does so by means of a temporary name.
    [[nodiscard]] virtual Result<void> write(const FrameChoice& frames, const DecoderRegistry& registry,
                                             const Settings& settings, QIODevice& out,
                                             const ExportProgress& progress) const = 0;
};

/// Exports to `path` through a temporary file beside it, which is renamed at the end, so that a failure harms no
/// existing file. A name that ends in .gz, .zst or .lz4 gives a compressed file. A pipe or device is written directly;
/// a pipe without a reader is waited for until progress.stop. Errors name the file.
[[nodiscard]] Result<void> exportToFile(const Exporter& exporter, const FrameChoice& frames,
                                        const DecoderRegistry& registry, const Settings& settings,
                                        const std::filesystem::path& path, const ExportProgress& progress);

} // namespace tapscope
