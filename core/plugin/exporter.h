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

/// Which frames of a store an export writes: all that are there, or a list in ascending order.
struct FrameChoice {
    std::shared_ptr<const FrameStore> store;
    std::vector<FrameNumber> numbers; ///< used unless `all`
    bool all = true;
    CaptureNotes notes = {}; ///< what was added to them since; formats that have no place for it leave it out

    [[nodiscard]] std::size_t count() const noexcept {
        return all ? static_cast<std::size_t>(store->count() + 1 - store->first()) : numbers.size();
    }
};

/// How a long export reports and is stopped. The callback comes on the exporting thread, a few hundred times at most.
struct ExportProgress {
    std::function<void(std::size_t done, std::size_t total)> report;
    std::stop_token stop;
};

/// Writes frames in a format. Stateless; called on a worker thread, several at once on different ones.
class Exporter {
public:
    virtual ~Exporter() = default;

    [[nodiscard]] virtual std::string_view id() const noexcept = 0;         ///< "pcapng"
    [[nodiscard]] virtual std::string_view title() const noexcept = 0;      ///< "pcapng capture"
    [[nodiscard]] virtual std::string_view fileSuffix() const noexcept = 0; ///< "pcapng"
    [[nodiscard]] virtual const SettingsSchema& schema() const noexcept = 0;
    /// Writes to an open device. Errors: the device's, Cancelled, Unsupported (pcap takes one link type only). What is
    /// half written then is the caller's to drop: exportToFile() does it with a temporary name.
    [[nodiscard]] virtual Result<void> write(const FrameChoice& frames, const DecoderRegistry& registry,
                                             const Settings& settings, QIODevice& out,
                                             const ExportProgress& progress) const = 0;
};

/// Exports to `path` through a temporary file beside it that is renamed at the end: a failure harms no older file. What
/// ends in .gz, .zst or .lz4 is compressed. A
/// pipe or device is written to; a pipe that nobody reads is waited for until progress.stop. Errors name the file.
[[nodiscard]] Result<void> exportToFile(const Exporter& exporter, const FrameChoice& frames,
                                        const DecoderRegistry& registry, const Settings& settings,
                                        const std::filesystem::path& path, const ExportProgress& progress);

} // namespace tapscope
