#pragma once

#include "../settings_form/reason_box.h"

#include <QTimer>

class QLineEdit;

namespace tapscope {

class FilterPopup;

/// The reason why a filter is not valid, or may not mean what it says, below the input and its popup. It waits for a
/// pause in typing. Owned by the input.
class FilterMessage final : public QObject {
    Q_OBJECT

public:
    using Kind = ReasonBox::Kind;

    FilterMessage(QLineEdit& line, const FilterPopup& popup);

    /// Replaces the text, which is shown after a pause. An empty text hides the box.
    void say(const QString& text, Kind kind);
    /// Shows the text at once, if there is one and the input has the focus.
    void showNow();
    void hide();

private:
    QLineEdit& line_;
    const FilterPopup& popup_;
    ReasonBox* box_;
    QString text_;
    Kind kind_ = Kind::Error;
    QTimer pause_;
};

} // namespace tapscope
