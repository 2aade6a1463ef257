#pragma once

#include <QObject>

#include <vector>

class QWidget;

namespace tapscope {

/// The focus order of the window's panes: Tab moves through the widgets of all panes, F6 directly to the next visible
/// pane. GUI thread.
class PaneFocus final : public QObject {
    Q_OBJECT

public:
    /// Each pane is given by its widget that takes the focus.
    explicit PaneFocus(std::vector<QWidget*> panes, QObject* parent = nullptr);

    void next() { go(1); }
    void previous() { go(-1); }

private:
    void go(int by);

    std::vector<QWidget*> panes_;
};

} // namespace tapscope
