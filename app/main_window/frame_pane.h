#pragma once

#include "../frames/frame_list_model.h"

#include <QSet>
#include <QWidget>

class QLabel;
class QTreeView;

namespace tapscope {

class FieldTreeModel;
class FrameListView;
class HexView;
class Theme;

/// The three panes of a capture: the list above, the fields and the bytes of the current frame below, which select each
/// other.
class FramePane final : public QWidget {
    Q_OBJECT

public:
    FramePane(FrameListModel& model, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] FrameListView* list() const noexcept { return list_; }
    [[nodiscard]] HexView* bytes() const noexcept { return bytes_; }
    [[nodiscard]] QTreeView* fields() const noexcept { return tree_; }
    /// 0 = none.
    [[nodiscard]] FrameNumber currentFrame() const;
    /// The fields as text when the tree has the focus, the rows else.
    [[nodiscard]] QString asText() const;

private:
    void showFrame(FrameNumber number);
    void showField();

    FrameListModel& model_;
    FrameListView* list_;
    QTreeView* tree_;
    FieldTreeModel* fields_;
    HexView* bytes_;
    QLabel* place_;
    QSet<QString> expanded_; ///< names of fields that the user opened: the next frame opens them too
};

} // namespace tapscope
