#include <base/printable_text.h>
#include <file/pcapng_writer.h>

#include <combine/capture_merge.h>
#include <combine/merge_source.h>
#include <fmt/core.h>

#include <algorithm>
#include <memory>

namespace tapscope {
namespace {

constexpr std::size_t enough = std::size_t{256} << 10; ///< bytes that are passed on together

std::string commentOf(const std::vector<std::filesystem::path>& files) {
    constexpr std::size_t most = 20;
    std::string text = "Merged from:";
    for (std::size_t i = 0; i < std::min(files.size(), most); ++i)
        text += "\n" + printable(files[i].filename().string());
    if (files.size() > most)
        text += fmt::format("\nand {} more", files.size() - most);
    return text;
}

/// Writes the section's header before the blocks that the section has by now.
void putHeader(MergedSection& section, const std::string& comment) {
    pcapng::Buffer header, whole;
    pcapng::appendSectionHeader(header, comment);
    pcapng::copySectionStart(whole, nullptr, header, {.file = {.comments = std::move(section.comments)}});
    whole.insert(whole.end(), section.out.begin(), section.out.end());
    section.out = std::move(whole);
    section.hasHeader = true;
}

using Sources = std::vector<std::unique_ptr<MergeSource>>;

/// Returns the source with the next frame. For equal times, that is the earlier file.
std::size_t earliest(const Sources& sources) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < sources.size(); ++i) {
        if (sources[i]->time() < sources[best]->time())
            best = i;
    }
    return best;
}

} // namespace

Result<CaptureMerge::Report> CaptureMerge::run(const std::function<Result<void>(Bytes)>& write) const {
    if (files.empty() || files.size() > mostFiles)
        return failure(ErrorKind::Invalid, "merge", fmt::format("{} files", files.size()),
                       fmt::format("the number of files must be 1 to {}", mostFiles));
    MergedSection section;
    Report report;
    Sources sources;
    const auto drop = [&](std::size_t which) {
        if (const auto& damage = sources[which]->damage())
            report.damages.push_back(*damage);
        sources.erase(sources.begin() + static_cast<std::ptrdiff_t>(which));
    };
    for (const auto& file : files) {
        auto walker = open(file);
        if (!walker)
            return std::unexpected(walker.error());
        sources.push_back(std::make_unique<MergeSource>(std::move(*walker)));
    }
    for (std::size_t i = 0; i < sources.size();)
        sources[i]->next(section) ? void(++i) : drop(i);
    putHeader(section, commentOf(files));
    const auto flush = [&]() -> Result<void> {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, "merge", files.front().string(), "stopped by the user");
        auto written = write(section.out);
        section.out.clear();
        if (progress)
            progress(report.frames);
        return written;
    };
    while (!sources.empty()) {
        const std::size_t which = order == Order::ByTime ? earliest(sources) : 0;
        sources[which]->put(section);
        ++report.frames;
        if (!sources[which]->next(section))
            drop(which);
        if (section.out.size() >= enough) {
            if (auto written = flush(); !written)
                return std::unexpected(written.error());
        }
    }
    report.leftOut = section.leftOut;
    if (auto written = flush(); !written)
        return std::unexpected(written.error());
    return report;
}

} // namespace tapscope
