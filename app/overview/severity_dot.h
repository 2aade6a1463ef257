#pragma once

#include <QToolButton>

namespace tapscope {

class OverviewScanner;
class Theme;

/// The worst expert finding of the capture so far, in the status bar: a shape and a word for each severity, in its
/// colour. A click opens the expert information. GUI thread.
class SeverityDot final : public QToolButton {
    Q_OBJECT

public:
    SeverityDot(const OverviewScanner& overview, const Theme& theme, QWidget* parent = nullptr);

private:
    void showWorst();

    const OverviewScanner& overview_;
    const Theme& theme_;
};

} // namespace tapscope
