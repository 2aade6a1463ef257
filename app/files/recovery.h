#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace tapscope {

/// Looks, in the background, for a recording that a TapScope left behind when it was killed, and offers to open or to
/// delete it. `open` is called on the GUI's thread with its path.
void offerRecovery(QWidget& window, const std::function<void(const QString&)>& open);

} // namespace tapscope
