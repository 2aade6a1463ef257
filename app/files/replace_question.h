#pragma once

#include <filesystem>
#include <functional>

class QWidget;

namespace tapscope {

/// Asks whether an existing file is to be replaced; Return and Esc keep it. GUI's thread.
void askToReplace(QWidget* parent, const std::filesystem::path& path, const std::function<void(bool isReplaced)>& then);

} // namespace tapscope
