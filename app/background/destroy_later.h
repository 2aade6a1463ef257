#pragma once

#include "background.h"

#include <memory>
#include <utility>

namespace tapscope {

/// Destroys a value on another thread: freeing millions of entries takes longer than the window may pause.
template <typename Value>
void destroyLater(std::shared_ptr<Value>&& value) {
    if (value)
        backgroundThreads().start([kept = std::move(value)] {});
}

} // namespace tapscope
