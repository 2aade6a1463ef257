#pragma once

#include <QObject>

#include <vector>

class QAction;
class QMenu;
class QSplitter;

namespace tapscope {

/// The visibility and sizes of the panes: stored in the settings, and reset to the initial layout on request. GUI
/// thread.
class PaneLayout final : public QObject {
    Q_OBJECT

public:
    struct Pane {
        QString name; ///< the key in the settings
        QString title, keys;
        QWidget* widget;
    };
    /// `window` contains all panes and splitters in their initial sizes.
    PaneLayout(QWidget& window, const std::vector<Pane>& panes);

    /// A menu with an entry for each pane, which shows or hides it.
    [[nodiscard]] QMenu* menu() const noexcept { return menu_; }
    void restore();
    void save() const;
    void reset();
    /// Shows a pane that is needed now.
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
