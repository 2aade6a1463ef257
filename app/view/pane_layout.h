#pragma once

#include <QObject>

#include <vector>

class QAction;
class QMenu;
class QSplitter;

namespace tapscope {

/// Which panes are shown, and how the room is shared among them: kept between runs, and reset to how the window was
/// made. GUI's thread.
class PaneLayout final : public QObject {
    Q_OBJECT

public:
    struct Pane {
        QString name; ///< where it is kept
        QString title, keys;
        QWidget* widget;
    };
    /// `window` has all of them, and all splitters, in the sizes that they have at first.
    PaneLayout(QWidget& window, const std::vector<Pane>& panes);

    /// An entry for each pane, which shows or hides it.
    [[nodiscard]] QMenu* menu() const noexcept { return menu_; }
    void restore();
    void save() const;
    void reset();
    /// Shows a pane that somebody needs now.
    void show(const QString& name);

private:
    void add(const Pane& pane);
    void setVisible(QWidget& pane, bool isVisible);

    QWidget& window_;
    QMenu* menu_;
    QList<QSplitter*> splitters_;
    QList<QByteArray> firstSizes_; ///< by splitter
};

} // namespace tapscope
