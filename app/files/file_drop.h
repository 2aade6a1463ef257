#pragma once

#include <QObject>

#include <filesystem>
#include <vector>

class QWidget;

namespace tapscope {

/// Accepts files dropped on a window. GUI thread.
class FileDrop final : public QObject {
    Q_OBJECT

public:
    explicit FileDrop(QWidget& window);

signals:
    /// A name in the form of fileText().
    void dropped(const QString& file);
    void severalDropped(const std::vector<std::filesystem::path>& files);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace tapscope
