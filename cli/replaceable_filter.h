#pragma once

#include <filter/capture_filter.h>

#include <memory>
#include <mutex>
#include <string>

namespace tapscope::cli {

/// A capture filter that can be replaced while frames pass. Any thread.
class ReplaceableFilter {
public:
    explicit ReplaceableFilter(LinkType linkType) : linkType_(linkType) {}

    /// An empty text matches all frames. Error: Invalid; the previous filter stays.
    [[nodiscard]] Result<void> replace(const std::string& text);
    /// Null: all frames match.
    [[nodiscard]] std::shared_ptr<const CaptureFilter> current() const;

private:
    LinkType linkType_;
    mutable std::mutex mutex_; ///< guards `filter_`
    std::shared_ptr<const CaptureFilter> filter_;
};

} // namespace tapscope::cli
