#include "input.h"
#include "json_output.h"
#include "number_check.h"
#include "verb.h"

#include <base/printable_text.h>
#include <base/unique_fd.h>

#include <combine/capture_split.h>
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cmath>
#include <memory>
#include <optional>

namespace tapscope::cli {
namespace {

struct SplitWords {
    std::string file, out;
    std::uint64_t frames = 0, bytes = 0;
    double seconds = 0;
    bool json = false;
};

/// The written files; none of them replaces an existing file.
class NewFiles {
public:
    explicit NewFiles(std::filesystem::path base) : base_(std::move(base)) {}

    Result<void> begin(std::size_t number, Timestamp first) {
        path_ = splitName(base_, number, first);
        constexpr mode_t mode = 0666;
        file_ = UniqueFd(open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
        if (!file_)
            return systemError(errno, "create", path_.string());
        out_ = std::make_unique<Output>(file_.get(), path_.string(), Packer::forName(path_.string()));
        return {};
    }
    Result<void> write(Bytes bytes) {
        out_->write({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        return out_->flush();
    }
    Result<void> end() {
        if (auto ended = out_->end(); !ended)
            return ended;
        names_.push_back(path_.string());
        out_.reset();
        file_ = UniqueFd();
        return {};
    }
    /// The complete files.
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

private:
    std::filesystem::path base_, path_;
    UniqueFd file_;
    std::unique_ptr<Output> out_;
    std::vector<std::string> names_;
};

Result<void> splitFile(const SplitWords& words, Session& session) {
    constexpr double mostSeconds = 1e9;
    if (!(words.seconds >= 0 && words.seconds <= mostSeconds))
        return failure(ErrorKind::Invalid, "split", words.file, "the duration is not between 0 and a billion seconds");
    const CaptureSplit split{.file = words.file,
                             .frames = words.frames,
                             .duration = std::chrono::nanoseconds(std::llround(words.seconds * 1e9)),
                             .bytes = words.bytes};
    auto capture = openCapture(words.file);
    if (!capture)
        return std::unexpected(capture.error());
    NewFiles files(words.out);
    const auto report = split.run(
        std::move(*capture), {.begin = [&](std::size_t number, Timestamp first) { return files.begin(number, first); },
                              .write = [&](Bytes bytes) { return files.write(bytes); },
                              .end = [&] { return files.end(); }});
    if (words.json) {
        printAsJson(session.out, files.names(), [](JsonWriter& json, const auto& name) { json.value(name); });
    } else {
        for (const auto& name : files.names())
            session.out.print("{}\n", printable(name));
    }
    if (!report)
        return std::unexpected(report.error());
    if (report->damage)
        return std::unexpected(callStream(words.file, *report->damage));
    return {};
}

} // namespace

void addSplitVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<SplitWords>();
    auto* verb = app.add_subcommand("split", "Write a capture as several files, and print their names");
    verb->add_option("FILE", words->file, "pcap or pcapng")->required();
    verb->add_option("-w", words->out,
                     "Name of the pcapng files: out.pcapng gives out_00001_20260131120000.pcapng and so on. Existing "
                     "files are not replaced")
        ->required();
    verb->add_option("-c", words->frames, "Frames in each file")->check(aNumberFromOne());
    verb->add_option("-i", words->seconds, "Seconds in each file, counted from the first frame's time");
    verb->add_option("--size", words->bytes, "Bytes of each file: 500000, 100MB, 1GB")
        ->transform(CLI::AsSizeValue(true));
    verb->add_flag("--json", words->json, "Print the names as JSON");
    verb->callback([words, &chosen] { chosen = [words](Session& session) { return splitFile(*words, session); }; });
}

} // namespace tapscope::cli
