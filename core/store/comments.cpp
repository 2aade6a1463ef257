#include <file/capture_parser.h>
#include <file/pcapng_copy.h>
#include <file/pcapng_format.h>
#include <store/comments.h>
#include <store/read_window.h>

#include <algorithm>
#include <utility>

namespace tapscope {

std::vector<std::string> changedComments(std::vector<std::string> own, const CommentChange& change) {
    if (change.own == CommentChange::Own::Removed)
        own.clear();
    own.insert(own.end(), change.comments.begin(), change.comments.end());
    return own;
}

CommentChange commentChange(const std::vector<std::string>& own, std::vector<std::string> wanted) {
    if (wanted.size() >= own.size() && std::ranges::equal(own, std::span(wanted).first(own.size()))) {
        wanted.erase(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(own.size()));
        return {.own = CommentChange::Own::Kept, .comments = std::move(wanted)};
    }
    return {.own = CommentChange::Own::Removed, .comments = std::move(wanted)};
}

Result<std::vector<std::string>> fileComments(const FrameStore& store) {
    const auto parts = store.parts();
    if (parts.empty())
        return std::vector<std::string>{};
    Syscalls& syscalls = Syscalls::real();
    const auto file = parts.front()->open(syscalls);
    if (!file)
        return std::unexpected(file.error());
    ReadWindow window(syscalls);
    window.look((*file)->get());
    CaptureParser parser;
    std::size_t needed = frameHeaderSize;
    while (true) {
        const auto bytes = window.at(0, needed);
        if (!bytes)
            return systemError(bytes.error(), "read", parts.front()->path().string());
        switch (parser.next(*bytes)) {
        case CaptureParser::Step::NeedMore:
            if (bytes->size() >= parser.needed() || bytes->size() < needed) // the end
                return std::vector<std::string>{};
            needed = parser.needed();
            continue;
        case CaptureParser::Step::Skipped:
            if (parser.interfaces().empty()) // a pcap file header would have added one
                return pcapng::commentsIn({}, bytes->first(parser.consumed()));
            return std::vector<std::string>{};
        case CaptureParser::Step::Frame:
        case CaptureParser::Step::Damage:
            return std::vector<std::string>{};
        }
    }
}

} // namespace tapscope
