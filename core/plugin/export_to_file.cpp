#include <base/save_target.h>
#include <plugin/exporter.h>
#include <plugin/packing_device.h>
#include <plugin/replacement_file.h>

#include <QFile>
#include <QString>

#include <fcntl.h>
#include <poll.h>

#include <cerrno>
#include <exception>

namespace tapscope {
namespace {

constexpr const char* exporting = "save";
constexpr int lookAgainAfter = 50; // milliseconds

/// Opens a pipe or device for writing. Waits until a pipe has a reader.
Result<UniqueFd> openDevice(const std::filesystem::path& path, const std::stop_token& stop) {
    while (true) {
        UniqueFd file(open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
        if (file) {
            fcntl(file.get(), F_SETFL, fcntl(file.get(), F_GETFL) & ~O_NONBLOCK);
            return file;
        }
        if (errno != ENXIO || !std::filesystem::is_fifo(path))
            return systemError(errno, exporting, path.string());
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, exporting, path.string(), "no program reads from this pipe");
        poll(nullptr, 0, lookAgainAfter);
    }
}

} // namespace

Result<void> exportToFile(const Exporter& exporter, const FrameChoice& frames, const DecoderRegistry& registry,
                          const Settings& settings, const std::filesystem::path& path, const ExportProgress& progress) {
    const auto target = saveTarget(path);
    if (!target)
        return std::unexpected(target.error());
    std::error_code unknown;
    const auto status = std::filesystem::status(*target, unknown);
    const bool isThere = std::filesystem::exists(status);
    // An existing target that is not a regular file (a pipe, /dev/stdout) is written to, because renaming a file over
    // it would destroy it.
    const bool isDevice = isThere && !std::filesystem::is_regular_file(status);
    const auto refused = [&](Error error) {
        error.action = exporting;
        error.object = path.string();
        if (error.hint.empty() && isThere && !isDevice)
            error.hint = "The existing file with that name is unchanged";
        return std::unexpected(std::move(error));
    };
    const auto fault = [](std::string_view what) {
        return failure(ErrorKind::System, exporting, {},
                       "the exporter failed" + std::string(what.empty() ? "" : ": ") + std::string(what))
            .error();
    };
    const auto writeTo = [&](QIODevice& output) -> Result<void> {
        auto packer = Packer::forName(path);
        if (!packer)
            return exporter.write(frames, registry, settings, output, progress);
        PackingDevice packed(std::move(packer), output);
        auto done = exporter.write(frames, registry, settings, packed, progress);
        if (done && !packed.finish())
            return failure(ErrorKind::System, exporting, {}, packed.errorString().toStdString());
        return done;
    };
    const auto written = [&](int descriptor) -> Result<void> {
        QFile output;
        if (!output.open(descriptor, QIODevice::WriteOnly | (isDevice ? QIODevice::Unbuffered : QIODevice::NotOpen),
                         QFileDevice::DontCloseHandle))
            return refused(fault(output.errorString().toStdString()));
        try {
            if (auto done = writeTo(output); !done)
                return refused(done.error());
        } catch (const std::exception& thrown) {
            return refused(fault(thrown.what()));
        } catch (...) {
            return refused(fault({}));
        }
        if (!output.flush())
            return refused(failure(ErrorKind::System, exporting, {}, output.errorString().toStdString()).error());
        return {};
    };
    if (isDevice) {
        auto device = openDevice(*target, progress.stop);
        return device ? written(device->get()) : refused(device.error());
    }
    auto file = ReplacementFile::create(*target);
    if (!file)
        return refused(file.error());
    if (auto done = written(file->descriptor()); !done)
        return done;
    if (progress.stop.stop_requested()) // the exporter may not have looked
        return refused(failure(ErrorKind::Cancelled, exporting, {}, "stopped by the user").error());
    if (auto done = file->commit(); !done)
        return refused(done.error());
    return {};
}

} // namespace tapscope
