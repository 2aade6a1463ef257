#pragma once

#include <filesystem>
#include <functional>

class QWidget;

namespace tapscope {

/// Asks whether to replace an existing file; Return and Esc keep it. GUI thread.
void askToReplace(QWidget* parent, const std::filesystem::path& path, const std::function<void(bool isReplaced)>& then);

} // namespace tapscope
