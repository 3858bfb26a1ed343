import { LayerExtension, project } from '@deck.gl/core'
import type { Layer } from '@deck.gl/core'

/** Added to the props of a layer that glides. */
export interface GlideProps {
  /** How far the movement has come: 0 where things were, 1 where they are. */
  glideShare: number
}

const uniforms = /* glsl */ `\
layout(std140) uniform glideUniforms {
  float share;
} glide;
`

const glideModule = {
  name: 'glide',
  dependencies: [project],
  vs: `${uniforms}
in vec2 glideSteps;
`,
  fs: uniforms,
  uniformTypes: { share: 'f32' },
  getUniforms: ({ share }: { share?: number } = {}) => ({ share: share ?? 1 }),
  inject: {
    'vs:DECKGL_FILTER_GL_POSITION': /* glsl */ `
    vec3 glideBack = vec3(glideSteps * (1.0 - glide.share), 0.0);
    position += project_common_position_to_clipspace(vec4(geometry.position.xyz + glideBack, 1.0))
      - project_common_position_to_clipspace(vec4(geometry.position.xyz, 1.0));
    `,
  },
}

/**
 * Draws things between where they were and where they are, on the GPU: the attribute `getGlideSteps` says
 * how far back each was, in deck.gl's common space, and `glideShare` how much of the way is done.
 */
export class GlideExtension extends LayerExtension {
  static override readonly extensionName = 'GlideExtension'
  static override readonly defaultProps = {
    getGlideSteps: { type: 'accessor', value: [0, 0] },
    glideShare: 1,
  }

  override getShaders() {
    return { modules: [glideModule] }
  }

  override initializeState(this: Layer) {
    this.getAttributeManager()?.addInstanced({ glideSteps: { size: 2, accessor: 'getGlideSteps' } })
  }

  override draw(this: Layer<GlideProps>) {
    this.setShaderModuleProps({ glide: { share: this.props.glideShare } })
  }
}
