#include "replaceable_filter.h"

#include <utility>

namespace tapscope::cli {

Result<void> ReplaceableFilter::replace(const std::string& text) {
    std::shared_ptr<const CaptureFilter> filter;
    if (!text.empty()) {
        auto compiled = CaptureFilter::compile(text, linkType_);
        if (!compiled)
            return std::unexpected(compiled.error());
        filter = std::make_shared<const CaptureFilter>(std::move(*compiled));
    }
    const std::lock_guard lock(mutex_);
    filter_ = std::move(filter);
    return {};
}

std::shared_ptr<const CaptureFilter> ReplaceableFilter::current() const {
    const std::lock_guard lock(mutex_);
    return filter_;
}

} // namespace tapscope::cli
