#pragma once

#include <QObject>

#include <filesystem>
#include <vector>

class QWidget;

namespace tapscope {

/// Accepts the files that are dropped on a window. GUI's thread.
class FileDrop final : public QObject {
    Q_OBJECT

public:
    explicit FileDrop(QWidget& window);

signals:
    /// A name as fileText() writes it.
    void dropped(const QString& file);
    void severalDropped(const std::vector<std::filesystem::path>& files);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace tapscope
