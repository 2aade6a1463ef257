#include "recordings.h"

#include "../files/file_text.h"

#include <capture/recording_buffer.h>
#include <store/recording_options.h>
#include <store/recovery.h>

#include <QDateTime>
#include <QSettings>
#include <QStandardPaths>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <iterator>

namespace tapscope {
namespace {

constexpr const char* ownFolder = "tapscope-recordings"; ///< in a folder chosen by the user
constexpr QLatin1String chosenKey("recordingsFolder"), earlierKey("earlierRecordingsFolders"),
    bufferKey("recordingBuffer"); // in MiB
constexpr int mebi = 20;          // as a shift in bits

std::filesystem::path folderIn(const std::filesystem::path& chosen) {
    return chosen.empty() ? usualRecordingsFolder() : chosen / ownFolder;
}

/// All folders that may have recordings, the present one first.
std::vector<std::filesystem::path> allFolders() {
    std::vector<std::filesystem::path> all = {recordingsFolder()};
    const auto add = [&](const std::filesystem::path& folder) {
        if (std::ranges::find(all, folder) == all.end())
            all.push_back(folder);
    };
    add(usualRecordingsFolder());
    for (const QString& earlier : QSettings().value(earlierKey).toStringList())
        add(folderIn(filePath(earlier)));
    return all;
}

} // namespace

std::size_t recordingBuffer() {
    const auto usual = static_cast<int>(RecordingOptions().bufferSize >> mebi);
    const int chosen = QSettings().value(bufferKey, usual).toInt();
    return static_cast<std::size_t>(std::clamp(chosen, smallestRecordingBuffer, largestRecordingBuffer)) << mebi;
}

void setRecordingBuffer(std::size_t size) {
    QSettings().setValue(bufferKey, static_cast<int>(size >> mebi));
}

std::filesystem::path usualRecordingsFolder() {
    return filePath(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation)) / "recordings";
}

std::filesystem::path chosenRecordingsFolder() {
    return filePath(QSettings().value(chosenKey).toString());
}

void chooseRecordingsFolder(const std::filesystem::path& folder) {
    constexpr qsizetype mostRemembered = 8;
    QSettings settings;
    QStringList earlier = settings.value(earlierKey).toStringList();
    const QString before = settings.value(chosenKey).toString();
    if (fileText(folder) == before)
        return;
    earlier.removeAll(before);
    if (!before.isEmpty())
        earlier.prepend(before);
    settings.setValue(earlierKey, QStringList(earlier.mid(0, mostRemembered)));
    settings.setValue(chosenKey, fileText(folder));
}

Result<std::uint64_t> examineRecordingsFolder(const std::filesystem::path& folder) {
    constexpr const char* action = "keep captures in";
    struct stat found{};
    if (stat(folder.c_str(), &found) != 0)
        return systemError(errno, action, folder.string());
    if (!S_ISDIR(found.st_mode))
        return failure(ErrorKind::Invalid, action, folder.string(), "it is not a folder");
    if (access(folder.c_str(), W_OK | X_OK) != 0)
        return systemError(errno, action, folder.string());
    const auto own = folder / ownFolder;
    if (lstat(own.c_str(), &found) == 0 && (!S_ISDIR(found.st_mode) || found.st_uid != geteuid()))
        return failure(ErrorKind::NotPermitted, action, folder.string(),
                       std::string(ownFolder) + " in it is not a folder that you own");
    std::error_code failed;
    const auto space = std::filesystem::space(folder, failed);
    if (failed)
        return systemError(failed.value(), action, folder.string());
    return space.available;
}

std::filesystem::path recordingsFolder() {
    return folderIn(chosenRecordingsFolder());
}

std::filesystem::path newRecordingPath() {
    // The suffix is not part of the format: its "ap" would be written as "am" or "pm".
    const QString time = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd_hh-mm-ss-zzz"));
    return recordingsFolder() / QStringLiteral("%1-%2.pcapng").arg(time).arg(getpid()).toStdString();
}

void makeRecordingsFolder() {
    std::error_code refused;
    const auto folder = recordingsFolder();
    if (chosenRecordingsFolder().empty())
        std::filesystem::create_directories(folder, refused);
    else // do not create folders in the place of a disk that is not mounted
        static_cast<void>(mkdir(folder.c_str(), S_IRWXU));
}

bool isRecording(const std::filesystem::path& path) {
    const auto folder = path.parent_path().empty() ? std::filesystem::path(".") : path.parent_path();
    return std::ranges::any_of(allFolders(), [&](const auto& each) {
        std::error_code unknown;
        return std::filesystem::equivalent(folder, each, unknown);
    });
}

std::vector<LeftRecording> leftRecordings() {
    std::vector<LeftRecording> all;
    for (const auto& folder : allFolders())
        std::ranges::move(findLeftRecordings(folder), std::back_inserter(all));
    std::ranges::stable_sort(all, std::ranges::greater(), &LeftRecording::changed);
    return all;
}

} // namespace tapscope
