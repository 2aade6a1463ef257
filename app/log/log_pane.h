#pragma once

#include <QWidget>

class QTreeWidget;

namespace tapscope {

class Theme;

/// The log: the last thousand messages with their dates and times: what was done to devices and files, and what
/// failed.
class LogPane final : public QWidget {
    Q_OBJECT

public:
    enum class Severity { Note, Error };

    explicit LogPane(const Theme& theme, QWidget* parent = nullptr);
    void add(Severity severity, const QString& text);

private:
    const Theme& theme_;
    QTreeWidget* lines_;
};

} // namespace tapscope
