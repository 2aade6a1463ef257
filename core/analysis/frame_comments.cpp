#include <store/comments.h>

#include <analysis/frame_comments.h>

#include <utility>

namespace tapscope {

std::optional<std::span<const std::string>> FrameComments::of(const Frame& frame) {
    const CommentChange* change = nullptr;
    if (notes_) {
        const auto found = notes_->frames.find(frame.number);
        change = found == notes_->frames.end() ? nullptr : &found->second;
    }
    if (change == nullptr && frame.comment.empty())
        return std::nullopt;
    texts_.clear();
    if (!frame.comment.empty()) {
        if (!reader_)
            reader_.emplace(store_);
        auto own = reader_->comments(frame.number); // a separate reader, because the frame's bytes must stay valid
        texts_ = own ? std::move(*own) : std::vector<std::string>{std::string(frame.comment)};
    }
    if (change != nullptr)
        texts_ = changedComments(std::move(texts_), *change);
    return texts_;
}

} // namespace tapscope
